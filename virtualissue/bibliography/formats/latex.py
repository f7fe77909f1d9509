"""LaTeX as bibliographies hold it -> pieces of text: characters for its accents and commands."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from pylatexenc.latex2text import get_default_latex_context_db
from pylatexenc.latexencode import get_builtin_uni2latex_dict

from virtualissue.bibliography.reading.rich_text import Piece, PieceKind, Pieces, plain_piece

TOKEN = re.compile(
    r"""\\(?P<command>[A-Za-z]+)\*?(?P<space>[ \t\n]*)
      | \\(?P<sign>.)
      | (?P<mathematics>\$\$(?:[^$\\]|\\.)+\$\$ | \$(?:[^$\\]|\\.)+\$)
      | (?P<group>[{}])
      | (?P<dashes>-{2,3})
      | (?P<quotes>``|''|,,)
      | (?P<script>[_^])
      | (?P<tie>~)
      | (?P<text>[^\\${}\-`',_^~]+|.)""",
    re.VERBOSE | re.DOTALL,
)
ACCENTS: Mapping[str, str] = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "G": "\u030f", "U": "\u030e", "t": "\u0361",
}  # fmt: skip
MATHEMATICAL_ACCENTS: Mapping[str, str] = {
    "bar": "\u0304", "overline": "\u0304", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
    "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "acute": "\u0301",
    "grave": "\u0300", "breve": "\u0306", "check": "\u030c", "mathring": "\u030a",
}  # fmt: skip
DOTLESS = {"\u0131": "i", "\u0237": "j"}
MARKS: Mapping[str, PieceKind] = {
    "emph": "emphasis", "textit": "emphasis", "textsl": "emphasis", "mkbibemph": "emphasis",
    "textsubscript": "lowered", "textsuperscript": "raised",
}  # fmt: skip
DECLARATIONS: Mapping[str, PieceKind] = {
    "em": "emphasis",
    "it": "emphasis",
    "itshape": "emphasis",
    "sl": "emphasis",
}
# commands that change the look of what follows and no sign of it
PLAIN = {
    "text", "textrm", "textbf", "textsc", "textnormal", "texttt", "textsf", "textup", "textmd", "mbox",
    "hbox", "mathrm", "mathbf", "mathsf", "mathtt", "mathit", "mathcal", "mathbb", "mathfrak", "mathscr",
    "boldsymbol", "bm", "operatorname", "underline", "uppercase", "MakeUppercase", "protect", "relax",
    "sc", "scshape", "bf", "bfseries", "rm", "tt", "sf", "rmfamily", "normalfont", "upshape", "small",
    "url", "path", "nolinkurl", "nohyphens", "left", "right", "big", "Big", "bigl", "bigr", "displaystyle",
    "textstyle", "limits", "mkbibquote", "enquote", "ensuremath", "unboldmath", "allowbreak", "nobreak",
    "xspace", "sloppy", "hyphen", "selectlanguage", "bibinfo", "natexlab", "textquote", "MakeLowercase",
    "lowercase", "smash", "sout",
}  # fmt: skip
DROPPED_ARGUMENT = {
    "noopsort",
    "noop",
    "SortNoop",
    "textcolor",
    "color",
    "href",
    "hspace",
    "vspace",
    "vphantom",
}
SYMBOLS: Mapping[str, str] = {
    "textasciicircum": "^", "copyright": "©",
    "S": "§", "P": "¶", "LaTeX": "LaTeX", "TeX": "TeX", "slash": "/",
    "textperiodcentered": "·", "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»", "og": "« ", "fg": " »",
    "degree": "°", "micro": "µ", "textquotedbl": '"', "textquotesingle": "'", "cprime": "ʹ", "cdprime": "ʺ",
    "qquad": " ", "quad": " ", "newline": " ", "par": " ", "linebreak": " ", "smallskip": " ",
    "GeV": "GeV", "TeV": "TeV", "MeV": "MeV", "to": "→", "gtrsim": "≳",
    "lesssim": "≲", "ell": "ℓ", "backslash": "\\", "lambdabar": "ƛ", "textless": "<", "textgreater": ">",
    "textbar": "|", "textunderscore": "_", "textdollar": "$", "i": "ı", "j": "ȷ", "textbackslash": "\\",
    "dash": "–", "thinspace": " ", "nobreakspace": " ",
}  # fmt: skip
SIGNS: Mapping[str, str] = {
    ",": " ",
    ";": " ",
    ":": " ",
    "!": "",
    "/": "",
    "-": "",
    "\\": " ",
    "@": "",
    "|": "‖",
    "\n": " ",
}
DASHES = {"--": "–", "---": "—"}
QUOTES = {"``": "“", "''": "”", ",,": "„"}


@dataclass(frozen=True)
class LatexText:
    """What a text in LaTeX says, and the commands in it that nobody knows."""

    pieces: Pieces
    unknown: tuple[str, ...] = ()


def parse_latex(text: str) -> LatexText:
    """Reads a text; the text inside a command that is not known is kept, and the command is named."""
    if not re.search(r"[\\${}~`',-]", text):
        return LatexText(plain_piece(text))
    reader = _LatexReader(text)
    return LatexText(reader.read(), tuple(dict.fromkeys(reader.unknown)))


def parse_formula_as_text(latex: str) -> Pieces:
    """Reads what is between dollar signs as text, as far as characters can say it: `p_T` with a lowered T."""
    return _LatexReader(latex.strip("$"), is_mathematics=True).read()


@dataclass
class _LatexReader:
    text: str
    is_mathematics: bool = False
    place: int = 0
    unknown: list[str] = field(default_factory=list)

    def read(self) -> Pieces:
        pieces: list[Piece] = []
        while self.place < len(self.text):
            pieces.extend(self.read_group())
        return _join(pieces)

    def read_group(self) -> list[Piece]:
        """Everything up to the brace that closes the group, or up to the end."""
        pieces: list[Piece] = []
        while self.place < len(self.text):
            if self.text[self.place] == "}":
                self.place += 1
                break
            declared = self.declaration()
            if declared:
                return [*pieces, Piece(declared, inner=_join(self.read_group()))]
            pieces.extend(self.read_token())
        return pieces

    def declaration(self) -> PieceKind | None:
        r"""The mark that a command such as `\it` sets for the rest of its group."""
        found = re.compile(r"\\(em|itshape|it|sl)\b\s*").match(self.text, self.place)
        if found is None:
            return None
        self.place = found.end()
        return DECLARATIONS[found[1]]

    def read_token(self) -> Pieces:
        """One token with its arguments."""
        token = TOKEN.match(self.text, self.place)
        if token is None:  # never, as the last kind of token is any sign
            raise ValueError(self.text)
        self.place = token.end()
        kind, found = token.lastgroup or "", token[0]
        if token["command"]:
            return self.read_command(token["command"], token["space"])
        if kind == "sign":
            return self.read_sign(token["sign"])
        if kind == "group":
            return tuple(self.read_group()) if found == "{" else ()
        if kind == "mathematics":
            return (Piece("mathematics", re.sub(r"^\$+|\$+$", "$", found)),)
        if kind == "script" and self.is_mathematics:
            return self.mark("lowered" if found == "_" else "raised")
        return self.read_characters(kind, found)

    def read_characters(self, kind: str, found: str) -> Pieces:
        if self.is_mathematics:
            return plain_piece(re.sub(r"\s+|~", "", found).replace("-", "−").replace("'", "′"))
        replacements: Mapping[str, str] = {"dashes": DASHES, "quotes": QUOTES}.get(kind, {})
        return plain_piece(" " if kind == "tie" else replacements.get(found, found))

    def read_sign(self, sign: str) -> Pieces:
        if sign in ACCENTS and not (self.is_mathematics and not sign.isalpha()):
            return self.accent(ACCENTS[sign])
        if sign in "([":
            return self.delimited({"(": "\\)", "[": "\\]"}[sign])
        return plain_piece(SIGNS.get(sign, sign))

    def delimited(self, closing: str) -> Pieces:
        r"""Mathematics between `\(` and `\)`."""
        end = self.text.find(closing, self.place)
        end = len(self.text) if end < 0 else end
        inner, self.place = self.text[self.place : end].strip(), end + 2
        return (Piece("mathematics", f"${inner}$"),) if inner else ()

    def read_command(self, name: str, space: str) -> Pieces:
        accents = MATHEMATICAL_ACCENTS if self.is_mathematics else ACCENTS
        if name in accents:
            return self.accent(accents[name])
        if name in MARKS:
            return self.mark(MARKS[name])
        if name == "ensuremath" and not self.is_mathematics:
            return (Piece("mathematics", f"${self.raw_argument()}$"),)
        if name in PLAIN:
            return self.argument() if self.opens_group() else ()
        if name in DROPPED_ARGUMENT:
            self.raw_argument()
            return ()
        return self.read_symbol(name, space)

    def read_symbol(self, name: str, space: str) -> Pieces:
        if name in {"frac", "tfrac", "dfrac", "nicefrac"}:
            return (*self.argument(), Piece("text", "/"), *self.argument())
        if name == "sqrt":
            return (Piece("text", "√"), *self.argument())
        symbol = find_symbol(name)
        if symbol is None:
            self.unknown.append(f"\\{name}")
            return self.argument() if self.opens_group() else plain_piece(space and " ")
        # a space after a command is swallowed by it, and one after `{}` is not
        if self.text.startswith("{}", self.place):
            self.place += 2
        return plain_piece(symbol)

    def mark(self, kind: PieceKind) -> Pieces:
        inner = self.argument()
        return (Piece(kind, inner=_join(list(inner))),) if inner else ()

    def accent(self, combining: str) -> Pieces:
        """The next sign or group with an accent on its first sign."""
        while self.text[self.place : self.place + 1].isspace():
            self.place += 1
        inner = "".join(piece.text for piece in _join(list(self.argument())))
        base = DOTLESS.get(inner[:1], inner[:1])
        spacing = "" if base else {"\u0303": "~", "\u0302": "^"}.get(combining, "")
        return plain_piece(unicodedata.normalize("NFC", base + combining) + inner[1:] if base else spacing)

    def opens_group(self) -> bool:
        return self.text.startswith("{", self.place)

    def argument(self) -> Pieces:
        """What the next group holds, or the next sign."""
        if self.opens_group():
            self.place += 1
            return tuple(self.read_group())
        if self.place >= len(self.text) or self.text[self.place] == "}":
            return ()
        if self.text[self.place] == "\\":
            return self.read_token()
        self.place += 1
        return plain_piece(self.text[self.place - 1])

    def raw_argument(self) -> str:
        """The next group as it is written."""
        if not self.opens_group():
            return ""
        start = self.place + 1
        self.place = find_closing_brace(self.text, self.place)
        return self.text[start : self.place - 1]


def find_closing_brace(text: str, start: int) -> int:
    """Where the group that opens at `start` is closed, the place after its brace; the end if it is not."""
    depth = 0
    for brace in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0 and brace[0] == "}":
            return brace.end()
    return len(text) + 1


def _join(pieces: list[Piece]) -> Pieces:
    """The same pieces, characters that are neighbors in one."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.kind == "text" and joined and joined[-1].kind == "text":
            joined[-1] = Piece("text", joined[-1].text + piece.text)
        elif piece.text or piece.inner:
            joined.append(piece)
    return tuple(joined)


@cache
def find_symbol(command: str) -> str | None:
    """The characters that a command without arguments stands for; None for one that is not known."""
    if command in SYMBOLS:
        return SYMBOLS[command]
    known = get_default_latex_context_db().get_macro_spec(command)
    symbol = getattr(known, "simplify_repl", None)
    if isinstance(symbol, str) and symbol and "%" not in symbol:
        return symbol
    return _symbols_by_command().get(command)


@cache
def _symbols_by_command() -> Mapping[str, str]:
    """The commands that stand for one character in the tables for the way back."""
    commands: dict[str, str] = {}
    for code, latex in get_builtin_uni2latex_dict().items():
        if found := re.fullmatch(r"(?:\\ensuremath\{)?\\([A-Za-z]+)\}?", latex):
            commands.setdefault(found[1], chr(code))
    return commands
