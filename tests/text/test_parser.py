import random
import time

import pytest

from virtualissue.text.parser import ProseError, Vocabulary, parse_prose
from virtualissue.text.prose import (
    Citation,
    FactMark,
    Link,
    Name,
    Notation,
    Sentence,
    Span,
    Text,
    Token,
    ValueMark,
)

VOCABULARY = Vocabulary(
    placeholders=frozenset({"M", "X"}),
    names={
        "XRF": ("technique", "xrf"),
        "azurite": ("material", "azurite"),
        "mountain blue": ("material", "azurite"),
        "blue": ("term", "blue"),
        "lens": ("term", "lens"),
    },
    notation=frozenset({"chemistry"}),
)
CHEMISTRY = Vocabulary(notation=VOCABULARY.notation)


def tokens(text: str) -> list[str]:
    """The tokens of a one-sentence text, each in a short notation of its own."""
    (sentence,) = parse_prose(text, VOCABULARY).sentences
    return [show(token) for token in sentence.tokens]


def show(token: Token) -> str:
    match token:
        case Text(text):
            return text
        case Notation(formula):
            return f"<formula {formula.text}>"
        case Citation(slugs):
            return f"<cite {' '.join(slugs)}>"
        case FactMark(slug, form):
            return f"<fact {slug} {form}>"
        case Name(kind, name, text) | ValueMark(kind, name, text):
            return f"<{kind} {name} {text}>"
        case Span() | Link():
            name = token.tag if isinstance(token, Span) else f"link {token.kind} {token.target}"
            return f"<{name} {' '.join(map(show, token.tokens))}>"


@pytest.mark.parametrize("typed", ["Fick’s", "Fick's"])
@pytest.mark.parametrize("sign", "-\u2010\u2011\u2013")
@pytest.mark.parametrize("declared", ["Fick's Doe-Roe laws", "Fick’s Doe–Roe laws"])
def test_a_name_is_found_however_its_hyphens_and_apostrophes_are_typed(declared: str, typed: str, sign: str):
    vocabulary = Vocabulary(names={declared: ("term", "laws"), "Doe-Roe": ("person", "doe-roe")})
    (sentence,) = parse_prose(f"By {typed} Doe{sign}Roe laws.", vocabulary).sentences
    assert [show(token) for token in sentence.tokens] == [
        "By ",
        f"<term laws {typed} Doe{sign}Roe laws>",
        ".",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so *very* red", ["so ", "<em very>", " red"]),
        ("so **very** red", ["so ", "<strong very>", " red"]),
        ("*red `HgS`*", ["<em red  <formula HgS>>"]),
        ("**a *b* c**", ["<strong a  <em b>  c>"]),
        ("2 * 3 * 4", ["2 * 3 * 4"]),
        ("red[@holm-2014]", ["red", "<cite holm-2014>"]),
        ("red[@holm-2014; @wren-2013]", ["red", "<cite holm-2014 wren-2013>"]),
        ("`P(V)S4^3-`", ["<formula P(V)S4^3->"]),
        ("`MX` and `x > 0`", ["<formula MX>", " and ", "<formula x > 0>"]),
        ("in {group:P4_2/nmc}", ["in ", "<formula P4_2/nmc>"]),
        ("at {fact:heat}", ["at ", "<fact heat whole>"]),
        ("at {fact:heat|value}", ["at ", "<fact heat value>"]),
        ("{given:T_1} and {answer:R|longer}", ["<given T_1 whole>", " and ", "<answer R longer>"]),
        ("[the *reds*](family:reds)", ["<link family reds the  <em reds>>"]),
        ("[a lamp](https://a.example/b?c=d&e)", ["<link https https://a.example/b?c=d&e a lamp>"]),
        (r"\*\[\{\`\]\}\\", ["*", "[", "{", "`", "]", "}", "\\"]),
        (r"5 < 6 > 4 & \<b>bold\</b>", ["5 < 6 > 4 & ", "<", "b>bold", "<", "/b>"]),
        ("by XRF, not xrf", ["by ", "<technique xrf XRF>", ", not xrf"]),
        ("Azurites\nof", ["<material azurite Azurites>", "\nof"]),
        ("Mountain\n Blue", ["<material azurite Mountain\n Blue>"]),
        ("bluer azuritefolk", ["bluer azuritefolk"]),
        ("lens and lenses", ["<term lens lens>", " and lenses"]),
        ("[azurite](material:azurite)", ["<link material azurite <material azurite azurite>>"]),
    ],
)  # fmt: skip
def test_marks(text: str, expected: list[str]):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four… Five.", ["One.", "Two!", "Three?", "Four…", "Five."]),
        ("Łącka et al. Find it.", ["Łącka et al. Find it."]),
        ("Coarse vs. Fine grains.", ["Coarse vs. Fine grains."]),
        ("See Fig. 1 and Figs. 2. Next.", ["See Fig. 1 and Figs. 2.", "Next."]),
        ("Lamplight 4.0 reads. It does.", ["Lamplight 4.0 reads.", "It does."]),
        ("Of `P(V)S4^3-`. `HgS` darkens.", ["Of P(V)S4^3-.", "HgS darkens."]),
        ("Dark.[@a] Light.[@b; @c]", ["Dark.", "Light."]),
        ("Cited et al.[@a] Next.", ["Cited et al.", "Next."]),
        ("J. M. Wren paints. So it is.", ["J. M. Wren paints.", "So it is."]),
        ("For ex., i.e. This, e.g. That.", ["For ex., i.e. This, e.g. That."]),
        ('He said "Red." Then he left.', ['He said "Red."', "Then he left."]),
        ("(It fades.) Slowly.", ["(It fades.)", "Slowly."]),
        ("No end", ["No end"]),
        ("One line\ngoes on. *Two* go.", ["One line goes on.", "Two go."]),
        ("In 2018. {fact:a} is next. Über all.", ["In 2018.", "{a} is next.", "Über all."]),
        ("A pH of 4. or so. 3 more.", ["A pH of 4. or so.", "3 more."]),
    ],
)
def test_sentences(text: str, sentences: list[str]):
    assert [sentence.text for sentence in parse_prose(text, CHEMISTRY).sentences] == sentences


def test_a_citation_behind_the_full_stop_belongs_to_the_sentence_before_it():
    first, second = parse_prose("Dark.[@a] Light [@b].").sentences
    assert [token.slugs for token in first.tokens if isinstance(token, Citation)] == [("a",)]
    assert [token.slugs for token in second.tokens if isinstance(token, Citation)] == [("b",)]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One.\nStill one.\n\nTwo.\n", [("p", 1), ("p", 1)]),
        ("- a\n- b\n  goes on\n- c", [("ul", 3)]),
        ("1. a\n2. b", [("ol", 2)]),
        ("Before:\n\n- a\n- b\n\nAfter.", [("p", 1), ("ul", 2), ("p", 1)]),
        ("Not a list: - a", [("p", 1)]),
        ("2018 was dry.", [("p", 1)]),
    ],
)
def test_blocks(text: str, blocks: list[tuple[str, int]]):
    assert [(block.tag, len(block.items)) for block in parse_prose(text, CHEMISTRY).blocks] == blocks


def test_the_id_of_a_sentence_is_that_of_its_words_alone():
    before = parse_prose("One stays. Two goes. Three stays.").sentences
    after = parse_prose("One\n stays.[@a] Three  stays.").sentences
    assert [sentence.id for sentence in after] == [before[0].id, before[2].id]
    assert len({sentence.id for sentence in before}) == 3


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["0: empty text"]),
        (" \n\n ", ["0: empty text"]),
        ("a ` b", ["2: a lone ` (close it, or write \\`)"]),
        ("a [@b c", ["2: a lone [@ (close it, or write \\[@)"]),
        ("a { b }", ["2: a lone { (close it, or write \\{)", "6: a lone } (close it, or write \\})"]),
        ("ab `Zz3`", ["4: formula Zz3: no such element or declared placeholder: 'Z'"]),
        ("ab\n\ncd `Fe2(O3`", ["11: formula Fe2(O3: unbalanced brackets: '(' is never closed"]),
        ("- a\n- *b `Fe2)`*", ["13: formula Fe2): unbalanced brackets: ')' was never opened"]),
        ("- a\n-  \n- b", ["4: an empty list item"]),
        ("1. ", ["0: an empty list item"]),
        ("a [@] b", ["2: an empty citation (write [@slug] or [@slug; @slug])"]),
        (
            "a [@b, p. 5]",
            ["2: a citation contains slugs alone: write [@b], and the rest outside its brackets"],
        ),
        ("a [@b; ]", ["2: an empty citation (write [@slug] or [@slug; @slug])"]),
        ("a {fact:b|c}", ["2: no form c of a fact (there are: whole, value)"]),
        ("a {page:b}", ["2: no mark {page:...} (there are: fact, given, answer, group)"]),
        ("a {given:b|longer}", ["2: no form longer of a given (there are: whole)"]),
        ("{answer:b|short}", ["0: no form short of an answer (there are: whole, longer)"]),
        ("{group:}", ["7: formula : a space group begins with a lattice: A, B, C, F, H, I, P or R"]),
    ],
)
def test_problems_are_told_with_their_offset(text: str, problems: list[str]):
    with pytest.raises(ProseError) as caught:
        parse_prose(text, CHEMISTRY)
    assert [f"{offset}: {message}" for offset, message in caught.value.problems] == problems


@pytest.mark.parametrize(
    "target",
    [
        "JavaScript:x", "//a.example", "/etc", "https:a", "family:", "errata", "",
    ],
)  # fmt: skip
def test_what_has_not_the_form_of_a_link_is_a_mistake(target: str):
    with pytest.raises(ProseError, match="no link to"):
        parse_prose(f"[a]({target})")


def test_all_problems_are_told_at_once():
    with pytest.raises(ProseError) as caught:
        parse_prose("`Zz` [@] [a](b)\n\n{c:d}", CHEMISTRY)
    assert [offset for offset, _ in caught.value.problems] == [1, 5, 13, 17]


@pytest.mark.slow
def test_whatever_is_typed_is_prose_or_a_prose_error():
    chance = random.Random(20260704)
    characters = "`*[]{}()\\@;:|.!? \n-<>&\"'^_1aZxé\ue000"
    pieces = [*characters, "[@", "**", "{fact:", "](", "- ", "1. ", "\n\n", "`HgS`"]
    for _ in range(4000):
        text = "".join(chance.choices(pieces, k=chance.randrange(1, 24)))
        sentences, problems = read(text)
        assert bool(sentences) != bool(problems), text
        assert all(0 <= offset <= len(text) for offset, _ in problems), text


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["A. ", "**a ", "*a ", "[@a ", "[a](", "`a ", "{fact:", "A b. ", "Blue ", "`HgS` is. ", "- a\n", "a\n\n",
     " ", "**A** b. ", "e.g. A ", "\\*"],
)  # fmt: skip
def test_long_prose_is_read_soon(unit: str):
    started = time.process_time()
    read(f"a{unit * (60_000 // len(unit))}\n\nb")
    assert time.process_time() - started < 10  # what grows with the square takes minutes


def read(text: str) -> tuple[tuple[Sentence, ...], tuple[tuple[int, str], ...]]:
    """The sentences of a text, or what is wrong with it."""
    try:
        return parse_prose(text, VOCABULARY).sentences, ()
    except ProseError as error:
        return (), error.problems
