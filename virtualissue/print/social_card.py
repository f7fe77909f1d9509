"""Issue -> the picture that a link to the site shows where people share it, as SVG of 1200 by 630 pixels."""

from markupsafe import Markup, escape

from virtualissue.model.issue import Issue

WIDTH, HEIGHT, MARGIN = 1200, 630, 80
TITLE_LETTERS, LINE_LETTERS = 26, 62  # what fits on a line in the size of the title, and in that of the rest
FONT = "Liberation Sans"  # which the painter carries with it: another would be missing on some machines


def render_card(issue: Issue) -> Markup:
    """Title, subtitle, the editorial's reference, and the icons of the families in their colours."""
    front = issue.front
    editorial = front.editorial
    journal = " ".join(str(part) for part in (editorial.journal, editorial.year) if part)
    title = _lines(front.title.unicode, TITLE_LETTERS, 3)
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<rect width="{WIDTH}" height="12" fill="#43526b"/>',
        _text(title, 140, 76, "#14171f"),
        _text(_lines(front.subtitle, LINE_LETTERS, 2), 126 + 88 * len(title), 34, "#3d4452"),
        _text([f"{editorial.short_authors}, {journal}"], HEIGHT - 60, 30, "#5b6270"),
        *_icons(issue),
    ]
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return Markup(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>')


def _text(lines: list[str], top: int, size: int, colour: str) -> str:
    spans = "".join(
        f'<tspan x="{MARGIN}" y="{top + number * size * 1.16:.0f}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text font-family="{FONT}" font-size="{size}" fill="{colour}">{spans}</text>'


def _icons(issue: Issue) -> list[str]:
    """A row at the foot, as many as fit."""
    shown = list(issue.families.values())[:12]
    return [
        f'<path transform="translate({MARGIN + 84 * place} {HEIGHT - 190}) scale(2.4)" '
        f'fill="{family.colour.light}" d="{family.icon}"/>'
        for place, family in enumerate(shown)
    ]


def _lines(text: str, letters: int, most: int) -> list[str]:
    """Text cut between words into lines; what does not fit ends with an ellipsis."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]
