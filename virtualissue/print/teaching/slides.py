"""Issue -> slides, as plain data: from the title to the license, one idea on each.

What the issue does not have, has no slide. Lecturers have answers and notes as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from virtualissue.bibliography.work import Work
from virtualissue.charts import Drawing, draw_slides
from virtualissue.charts.structures.picture import draw_structure
from virtualissue.model.course import Guide, Problem, Question, ReadingPlan
from virtualissue.model.entities import Article, Family, Section, Theme
from virtualissue.model.issue import EDITORIAL, Issue
from virtualissue.model.structure import Structure
from virtualissue.print.choice import SLIDES
from virtualissue.print.context import PrintContext
from virtualissue.print.documents import (
    Document,
    compare_family,
    draw_icon,
    find_handed_out,
    set_facets,
    set_fact,
    set_head,
)
from virtualissue.print.drawings import color_drawing
from virtualissue.print.inline import (
    InlineContent,
    InlinePiece,
    PrintData,
    PrintRenderer,
    put_into,
    set_formula,
    set_numbered,
    set_title,
    set_word,
    sources_of,
    tie,
)
from virtualissue.print.printouts import PAPERS, SCREEN
from virtualissue.print.teaching.course import set_guide, set_problem, set_question
from virtualissue.print.teaching.notes import NoteWriter, find_moments
from virtualissue.print.teaching.slide import (
    LONGEST_TITLE,
    Slide,
    continue_points,
    continue_table,
    continue_with_table,
    find_cited,
    length_of,
    make_table,
    number_slides,
)
from virtualissue.text.prose import Prose
from virtualissue.views.references import EDITORIAL_SIGN

HIGHEST_CHART = 308  # in the units of its canvas, like the next; a higher chart is shown in parts
HIGHEST_CAPTIONED = 232  # what a chart of this height shows has room below it
FIRST, LAST = "page:home", "page:about"  # the title, and how the slides may be used


def set_slides(context: PrintContext) -> Iterator[Document]:
    """The slides of the whole issue, and of each plan with a script in the order in which it shows them.

    There are none where only the title and the terms of use would be shown. Lecturers have the same once more
    on paper, with their notes; in large print, only the notes are larger, for slides are read from afar.
    """
    renderer = PrintRenderer(context.issue)
    head = set_head(context, context.issue.front.title.text, "", renderer)
    head["colors"] = [family.accent.light for family in context.issue.families.values()]
    slides = write_slides(context, renderer)
    if {slide["name"] for slide in slides} == {FIRST, LAST}:
        return
    name = f"{context.issue.front.name}-{SLIDES}"
    decks = {name: slides}
    for plan in context.issue.plans.values():
        if plan.script:
            decks[f"{name}-{plan.slug}"] = [*_choose(slides, plan)]
    for deck, chosen in decks.items():
        data = tie(head | {"slides": chosen})
        yield Document(deck, "slides", context.edition, data | {"large_print": False}, deck, (SCREEN,))
        if context.edition == "lecturers":
            yield Document(f"{deck}-notes", "notes", context.edition, data, f"{deck}-notes", tuple(PAPERS))


def _choose(slides: Sequence[PrintData], plan: ReadingPlan) -> Iterator[PrintData]:
    """The slides of a plan, which keep their numbers, between the first and the last.

    What other plans say at them is left out.
    """
    pointers = dict.fromkeys(pointer for cue in plan.script for pointer in cue.show)
    for name in (FIRST, *pointers, LAST):
        for slide in slides:
            if slide["name"] == name:
                own = [note for note in slide["notes"] if note.get("plan", plan.slug) == plan.slug]
                yield slide | {"notes": own}


def write_slides(context: PrintContext, renderer: PrintRenderer) -> list[PrintData]:
    """Every slide with its number, the works that it cites, and what the plans say at it."""
    writer = SlideWriter(context, renderer)
    works = context.issue.works
    numbered = [*number_slides([*writer.write()])]
    places = {slide.name: number for number, slide in reversed(numbered)}
    moments = find_moments(context.issue, places, FIRST) if writer.notes.for_lecturers else {}
    written = []
    for number, slide in numbered:
        begins = moments.get(slide.name, ()) if places[slide.name] == number else ()
        notes = [*(writer.notes.write_moment(one, slide.name) for one in begins), *slide.notes]
        found = {
            "number": number,
            "body": [*slide.body],
            "sources": list_sources([slide.title, *slide.body], works),
            "notes": [{"board": []} | note | {"shown": _place(note, places)} for note in notes],
        }
        written.append(asdict(slide) | found)
    return written


def _place(note: PrintData, places: Mapping[str, str]) -> str:
    """The numbers of the slides that are shown besides."""
    return ", ".join(places[pointer] for pointer in note.get("shown", ()) if pointer in places)


def list_sources(value: Any, works: Mapping[str, Work]) -> list[PrintData]:
    """The works that some data cite, in short."""
    slugs = {getattr(work, "number", 0): slug for slug, work in works.items()}
    cited = {*find_cited(value, slugs, EDITORIAL)}
    return [refer(work) for slug, work in works.items() if slug in cited]


def refer(work: Work) -> PrintData:
    """A work in a few words, for a line at the foot: its number, authors, journal and year."""
    journal = work.container.printed if work.container else ""
    volume = f", {work.volume}" if work.volume and journal else ""
    text = f"{work.short_authors}, {' '.join(filter(None, (journal, work.year_text)))}{volume}"
    return {"number": str(getattr(work, "number", EDITORIAL_SIGN)), "text": text, "href": work.link or ""}


@dataclass(frozen=True)
class SlideWriter:
    """Writes the slides of one edition, in their order."""

    context: PrintContext
    renderer: PrintRenderer

    @property
    def issue(self) -> Issue:
        """The issue that is shown."""
        return self.context.issue

    @cached_property
    def notes(self) -> NoteWriter:
        """What writes the notes."""
        return NoteWriter(self.issue, self.context.edition == "lecturers")

    def write(self) -> Iterator[Slide]:
        """All slides. Where there are families, only those sections of the story that a plan shows.

        The last section of the story comes last.
        """
        issue = self.issue
        story = [one for one in issue.story.values() if not issue.families or self.notes.is_shown(one)]
        closing = [one for one in story[1:] if one.slug == [*issue.story][-1]]
        yield Slide(FIRST, set_title(issue.front.title), ({"is": "title"},))
        yield from self._write_goals()
        yield from self._write_sections(story[: len(story) - len(closing)])
        for family in find_handed_out(issue):
            yield from self._write_family(family)
        yield from self._write_comparison()
        apart = [one for one in issue.articles.values() if not one.families and self.notes.is_shown(one)]
        yield from self._write_findings(apart if issue.families else issue.articles.values())
        for drawing in self.context.drawings:
            yield from self._write_chart(drawing)
        yield from self._write_sections(one for one in issue.themes.values() if self.notes.is_shown(one))
        yield from self._write_tasks()
        yield from self._write_sections(closing)
        yield Slide(LAST, [set_word(issue.words, "print_reuse")], ({"is": "credits"},))

    # --- the issue ---------------------------------------------------------------------------------------

    def _write_goals(self) -> Iterator[Slide]:
        course, name = self.issue.course, "page:course"
        if course and course.goals:
            notes = self.notes.write(course.lead)
            title: InlineContent = [set_word(self.issue.words, "print_goals")]
            goals = [self.renderer.inline(goal) for goal in course.goals]
            slide = Slide(name, title, kicker=set_title(course.title), notes=notes)
            yield from continue_points(slide, {"is": "numbered"}, goals)

    def _write_sections(self, sections: Iterable[Section | Theme]) -> Iterator[Slide]:
        """Sections of the story, or themes."""
        for one in sections:
            slide = Slide(f"{one.kind}:{one.slug}", set_title(one.label))
            yield from continue_points(slide, {"is": "points"}, self._list(one.text))

    def _write_comparison(self) -> Iterator[Slide]:
        """The table of the families, without columns in which nothing would be."""
        words = self.issue.words
        compared = [compare_family(one, self.renderer) for one in self.issue.families.values()]
        columns: list[tuple[InlinePiece, float, list[InlineContent]]] = [
            (set_word(words, "family"), 1.3, [row["name"]["body"] for row in compared]),
            (set_word(words, "print_formulas"), 2, [_list_all(row["formulas"]) for row in compared]),
            (set_word(words, "limits"), 3.2, [row["limit"] for row in compared]),
        ]
        told = [column for column in columns if any(column[2])]
        if len(compared) > 1 and len(told) > 1:
            slide = Slide("page:families", [set_word(words, "families")])
            heads, widths, cells = zip(*told, strict=True)
            yield from continue_table(slide, heads, widths, [*zip(*cells, strict=True)])

    def _write_findings(self, articles: Iterable[Article], inner: Slide | None = None) -> Iterator[Slide]:
        """What each article found, and which article it is."""
        for article in articles:
            if article.finding:
                name = f"article:{article.slug}"
                title = [*set_title(article.title), self.renderer.citation([article.slug])]
                yield replace(
                    inner or Slide(name, []),
                    name=name,
                    title=self.renderer.inline(article.finding),
                    body=({"is": "work", "title": title, "byline": article.plain},),
                    notes=self.notes.write(article.summary),
                )

    # --- families ----------------------------------------------------------------------------------------

    def _write_family(self, family: Family) -> Iterator[Slide]:
        """What it is, its structure, its values, why it is studied, its limits, a finding, what is open."""
        words, issue, name = self.issue.words, self.issue, f"family:{family.slug}"
        inner = Slide(
            "", [], kicker=set_title(family.short_label),
            color=family.accent.light, icon=draw_icon(family), level=2,
        )  # fmt: skip
        notes = self.notes.write(None, background=family.background)
        opening = replace(
            inner,
            name=name,
            title=set_title(family.name),
            kicker=[set_word(words, "family")],
            notes=notes,
            level=1,
        )
        formulas = [set_formula(one) for one in family.formulas]
        about = {"is": "points", "formulas": formulas, "facets": set_facets(family.facets, issue)}
        yield from continue_points(opening, about, self._list(family.gist))
        for structure in issue.structures_of(family):
            yield from self._write_structure(structure, inner)
        yield from self._write_facts(family, inner)
        for topic, prose in (("appeal", family.appeal), ("limits", family.limits)):
            yield from self._write_claim(set_word(words, topic), prose, inner)
        articles = issue.articles_of(family)
        read = [issue.articles[pick.article] for pick in family.read_first]
        first = ([one for one in read if one in articles] or [*articles])[:1]
        shown = [one for one in articles if one not in first and self.notes.is_shown(one)]
        yield from self._write_findings([*first, *shown], inner)
        if family.questions:
            slide = replace(inner, title=[set_word(words, "open_questions")])
            questions = [self.renderer.inline(one) for one in family.questions]
            yield from continue_points(slide, {"is": "points"}, questions)

    def _write_structure(self, structure: Structure, inner: Slide) -> Iterator[Slide]:
        """The drawing as high as the slide, and beside it what it shows."""
        name = f"structure:{structure.slug}"
        figure = {
            "svg": color_drawing(draw_structure(structure, self.issue.words).picture, self.issue),
            "alternative": structure.alt,
            "number": self.context.figures[name],
            "source": set_word(self.issue.words, "drawn_after", source=structure.source.text),
        }
        slide = replace(inner, name=name, title=set_title(structure.title))
        points = [*self._list(structure.caption), *self._list(structure.difference)]
        yield from continue_points(slide, {"is": "points", "figure": figure}, points)

    def _write_facts(self, family: Family, inner: Slide) -> Iterator[Slide]:
        """Every value with its condition and its sources."""
        words = self.issue.words
        rows: list[list[InlineContent]] = []
        for fact in self.issue.facts_of(family):
            told = set_fact(fact, self.renderer, family)
            of = [told["label"], *([", ", *told["of"]] if told["of"] else [])]
            amount = [told["amount"], self.renderer.citation(sources_of(fact))]
            rows.append([of, amount, told["terms"]])
        heads = [set_word(words, name) for name in ("print_stated", "value", "print_status")]
        slide = replace(inner, title=[set_word(words, "print_what_is_stated")])
        yield from continue_table(slide, heads, (2, 1.4, 1.4), rows)

    def _write_claim(self, topic: InlinePiece, prose: Prose | None, inner: Slide) -> Iterator[Slide]:
        """The first sentence is the title, where it is short enough and others follow."""
        items = self._list(prose)
        if len(items) > 1 and length_of(items[0]) <= LONGEST_TITLE:
            slide = replace(inner, title=items.pop(0), kicker=[*inner.kicker, " · ", topic])
        else:
            slide = replace(inner, title=[topic])
        if items:
            yield from continue_points(slide, {"is": "points"}, items)

    # --- charts ------------------------------------------------------------------------------------------

    def _write_chart(self, drawing: Drawing) -> Iterator[Slide]:
        """A chart as wide as the slide, in parts where it is high; words that do not fit below come first."""
        chart = drawing.chart
        name, alternative = f"chart:{chart.slug}", drawing.alternative
        slide = Slide(name, set_title(chart.title))
        pictures = draw_slides(self.issue, chart, HIGHEST_CHART)
        is_low = all(one.height <= HIGHEST_CAPTIONED for one in pictures)
        caption = self.renderer.inline(chart.gist) if is_low else []
        if not is_low and chart.gist:
            yield from continue_points(slide, {"is": "points"}, self._list(chart.gist))
            slide = replace(slide, continued=True)
        for one in pictures:
            svg = color_drawing(one.picture, self.issue)
            figure = {"svg": svg, "alternative": alternative, "number": self.context.figures[name]}
            yield replace(slide, body=({"is": "figure", **figure, "caption": caption},))
            slide, alternative, caption = replace(slide, continued=True), chart.title.spoken, []

    # --- work --------------------------------------------------------------------------------------------

    def _write_tasks(self) -> Iterator[Slide]:
        """Each guide comes before the problems that it helps with; at the end, what is discussed."""
        issue = self.issue
        helped: dict[str, list[Problem]] = {}
        for problem in issue.problems.values():
            helped.setdefault(problem.guide or "", []).append(problem)
        for slug in dict.fromkeys((*filter(None, helped), *issue.guides)):
            yield from self._write_guide(issue.guides[slug])
            for problem in helped.get(slug, ()):
                yield from self._write_problem(problem)
        for problem in helped.get("", ()):
            yield from self._write_problem(problem)
        for question in issue.questions.values():
            yield from self._write_question(question)

    def _write_guide(self, guide: Guide) -> Iterator[Slide]:
        """The figure as large as the slide, then the steps of the worked example beside it."""
        told, name = set_guide(guide, self.renderer, self.context.figures), f"guide:{guide.slug}"
        notes = self.notes.write(guide.text)
        slide = Slide(
            name, set_title(guide.title), kicker=[set_word(self.issue.words, "worked_example")], notes=notes
        )
        body: PrintData = {"is": "numbered"}
        if told["figure"]:
            yield replace(slide, body=({"is": "figure", **told["figure"]},))
            slide = replace(slide, continued=True, notes=())
            body["figure"] = {"is": "figure", **told["figure"], "caption": []}
        steps = [[*step["do"], *_display(step["working"])] for step in told["steps"]]
        if steps or not told["figure"]:
            yield from continue_points(
                slide, body if steps else {"is": "points"}, steps or self._list(guide.text)
            )

    def _write_problem(self, problem: Problem) -> Iterator[Slide]:
        """What is asked and given, and the figure to read; for lecturers, the answer after that."""
        words, name = self.issue.words, f"problem:{problem.slug}"
        told = set_problem(problem, self.renderer, self.context.edition, self.context.figures)
        title = put_into(words, "print_problem", number=[str(told["number"])], title=told["title"])
        slide = Slide(name, title, kicker=told["points_line"], notes=self.notes.write_problem(told))
        asked = [*self._list(problem.ask), *told["equations"]]
        rows = [[one["name"], [one["symbol"]], [one["amount"]]] for one in told["givens"]]
        heads = [set_word(words, key) for key in ("print_given", "print_symbol", "value")]
        yield from continue_with_table(slide, asked, make_table(heads, (3, 1, 2), rows))
        if told["figure"]:
            yield replace(slide, body=({"is": "figure", **told["figure"]},), continued=True, notes=())
        if "solution" in told:
            yield from self._write_answer(slide, told)

    def _write_answer(self, slide: Slide, told: PrintData) -> Iterator[Slide]:
        """How the answer follows. The solution in words is in the notes if there is anything else to show."""
        results = [[*one["name"], *_display(*one["working"])] for one in told["answers"]]
        lines = [*told["conversions"], *results, *told["balanced"], *told["charges"]]
        words = [item for block in told["solution"] for item in block["items"]]
        kicker: InlineContent = [set_word(self.issue.words, "print_solution")]
        answer = replace(slide, kicker=kicker, notes=self.notes.write_solution(told), answer=True)
        yield from continue_points(answer, {"is": "plain"}, lines or words)

    def _write_question(self, question: Question) -> Iterator[Slide]:
        told = set_question(question, self.renderer, self.context.edition)
        words, name = self.issue.words, f"question:{question.slug}"
        number = set_numbered(words, "print_question", number=str(told["number"]))
        notes = self.notes.write(question.note)
        slide = Slide(name, [number], kicker=[set_word(words, "discussion")], notes=notes)
        yield from continue_points(slide, {"is": "large"}, [told["ask"]])

    def _list(self, prose: Prose | None) -> list[InlineContent]:
        """A point for each sentence; an item of a list is one as a whole."""
        return [
            self.renderer.sentences(part)
            for block in (prose.blocks if prose else ())
            for item in block.items
            for part in ([[sentence] for sentence in item] if block.tag == "p" else [item])
        ]


def _display(*pieces: InlinePiece | None) -> InlineContent:
    """What stands on a line of its own."""
    body = [piece for piece in pieces if piece]
    return [{"is": "display", "body": body}] if body else []


def _list_all(pieces: Iterable[InlinePiece]) -> InlineContent:
    """Pieces with a semicolon between."""
    return [part for piece in pieces for part in ("; ", piece)][1:]
