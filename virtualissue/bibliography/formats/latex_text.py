"""Text, titles and formulas -> LaTeX in UTF-8, as both BibTeX and biber read it in the value of a field."""

import re
from collections.abc import Iterable, Sequence
from itertools import cycle, groupby, repeat

from virtualissue.chemistry.formula import Formula, Script, Sign, SignKind
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.titles import Emphasis, Title, TitlePiece

# what LaTeX would read as a command -> how the sign is printed
SIGNS = str.maketrans(
    {
        "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        "<": r"\textless{}", ">": r"\textgreater{}", "\u00a0": "~", "−": "-",
        **{sign: f"\\{sign}" for sign in "{}$%&#_"},
    }
)  # fmt: skip
JOINED = re.compile(r"-(?=-)|'(?=')|`(?=`)|,(?=,)|[!?](?=`)")  # signs that LaTeX joins with the next
SENTENCE_END = re.compile(r"""[.:?!…]["'”’)\]]*$""")
SHIFTS = {Script.SUB: r"\textsubscript{{{}}}", Script.SUP: r"\textsuperscript{{{}}}", Script.LINE: "{}"}

Word = list[TitlePiece]


def escape_text(text: str) -> str:
    """The text with all that LaTeX would read as a command written so that it prints as it is."""
    return JOINED.sub(r"\g<0>{}", text.translate(SIGNS))


def escape_line(text: str) -> str:
    """A text of its own, its straight quotation marks in pairs: LaTeX prints them all as closing ones."""
    return escape_text(*pair_quotes([text]))


def protect_capitals(text: str) -> str:
    """A text with braces around the words whose capitals a style must not take away."""
    return render_words([text])


def render_title(title: Title) -> str:
    """A title with braces around its formulas and around the words that have capitals."""
    return render_words(title.pieces)


def render_words(pieces: Sequence[TitlePiece]) -> str:
    """Text and formulas, words side by side that need braces within one pair of them."""
    words = _split_words(_pair_quotes_of(pieces))
    ended = [n > 0 and _ends_sentence(words[n - 1]) for n in range(len(words))]
    marked = [(ended[n] or _needs_braces(word, is_first=n == 0), word) for n, word in enumerate(words)]
    groups = []
    for needs_braces, group in groupby(marked, key=lambda pair: pair[0]):
        text = " ".join(_render_word(word) for _, word in group)
        groups.append(brace(text) if needs_braces else text)
    return " ".join(groups)


def brace(latex: str) -> str:
    """LaTeX in braces; a command after the first would make BibTeX change the case of what follows."""
    return f"{{{{}}{latex}}}" if latex.startswith("\\") else f"{{{latex}}}"


def _pair_quotes_of(pieces: Sequence[TitlePiece]) -> list[TitlePiece]:
    texts = iter(pair_quotes([piece for piece in pieces if isinstance(piece, str)]))
    return [next(texts) if isinstance(piece, str) else piece for piece in pieces]


def pair_quotes(texts: Sequence[str]) -> list[str]:
    """Texts that belong together, their straight quotation marks opening and closing in turn, if even."""
    count = sum(text.count('"') for text in texts)
    quotes = repeat('"') if count % 2 else cycle("“”")
    return [re.sub('"', lambda _: next(quotes), text) for text in texts]


def _split_words(pieces: Iterable[TitlePiece]) -> list[Word]:
    """The words of a title, divided at its spaces; a formula and what stands against it are one word."""
    words: list[Word] = [[]]
    for piece in pieces:
        first, *others = piece.split(" ") if isinstance(piece, str) else [piece]
        words[-1].append(first)
        words += [[other] for other in others]
    return words


def _needs_braces(word: Word, is_first: bool) -> bool:
    """Whether it has a formula or a capital, but for that of a first word, which all readers keep.

    A first word in lower case would get a capital from some of them.
    """
    if any(not isinstance(piece, str) for piece in word):
        return True
    text = "".join(piece for piece in word if isinstance(piece, str))
    if is_first and text[:1].islower():
        return True
    return any(letter != letter.lower() for letter in text[1 if is_first else 0 :])


def _ends_sentence(word: Word) -> bool:
    """Whether some readers would give the next word a capital."""
    return isinstance(word[-1], str) and SENTENCE_END.search(word[-1]) is not None


def _render_word(word: Word) -> str:
    return "".join(map(_render_piece, word))


def _render_piece(piece: TitlePiece) -> str:
    match piece:
        case Emphasis(inner):
            return rf"\emph{{{render_words(inner)}}}"
        case Formula():
            return render_formula(piece)
        case Mathematics():
            return f"${piece.source}$"
    return escape_text(piece)


def render_formula(formula: Formula) -> str:
    """A formula with its counts and charges lowered and raised, its variables in italics."""
    runs = groupby(formula.tokens, key=lambda token: (token.place, token.kind is SignKind.ISOTOPE))
    return "".join(SHIFTS[place].format("".join(map(_render_sign, run))) for (place, _), run in runs)


def _render_sign(sign: Sign) -> str:
    text = escape_text(sign.spaced)
    if sign.kind is SignKind.BAR:
        return rf"$\overline{{{text}}}$"
    return rf"\emph{{{text}}}" if sign.is_italic else text
