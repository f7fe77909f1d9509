"""LaTeX as bibliographies hold it, read as characters, mathematics and emphasis."""

import pytest

from virtualissue.bibliography.formats.latex import parse_latex
from virtualissue.bibliography.reading.chemical_titles import type_chemistry
from virtualissue.bibliography.reading.rich_text import expand_html, parse_html
from virtualissue.bibliography.reading.written_text import write_plain, write_title


def plain(latex: str) -> str:
    return write_plain(parse_latex(latex).pieces)


def title(latex: str, *notation: str) -> str:
    written = write_title(expand_html(parse_latex(latex).pieces))
    return type_chemistry(written)[0] if "chemistry" in notation else written


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'\i}", "í"), (r"\'{\i}", "í"), (r"I\c{s}{\i}k", "Işık"), (r"{\L}ukasz", "Łukasz"),
        (r"\v{C}apek", "Čapek"), (r"Wei{\ss}", "Weiß"), (r"S\o rby", "Sørby"), (r"Erd\H{o}s", "Erdős"),
        (r"{\AA}ngstr\"om", "Ångström"), (r"\^{\i}le", "île"), (r"S{\~a}o", "São"), (r"\k{a} \u g", "ą ğ"),
        (r"red---blue, 1--2", "red—blue, 1–2"), (r"R\&D, 5\,\%", "R&D, 5 %"), ("red~lead", "red lead"),
        ("``lead''", "“lead”"), (r"{\sc Ochre} kilns", "Ochre kilns"), (r"\href{http://x.y}{kiln}", "kiln"),
        (r"\textmu m and \mu m", "µm and μm"), (r"\{a\} \# \_ \$", "{a} # _ $"), ("don't", "don't"),
    ],
)  # fmt: skip
def test_commands_and_accents_are_characters(latex: str, text: str):
    assert plain(latex) == text


@pytest.mark.parametrize(
    ("latex", "written"),
    [
        ("{{Deep} {SU}(2) nets}", "Deep SU(2) nets"),
        (r"Jets of low $p_\mathrm{T}$ in 3 fb$^{-1}$", r"Jets of low $p_\mathrm{T}$ in 3 fb$^{-1}$"),
        (r"\ensuremath{\mu}TCA and \(x^2\)", r"$\mu$TCA and $x^2$"),
        (r"Fading \emph{in vivo} of {\it E. coli} red", "Fading *in vivo* of *E. coli* red"),
        ("<i>E. coli</i> and CO<sub>2</sub>", "*E. coli* and CO$_{2}$"),
        (r"Layer\textsubscript{max}", r"Layer$_{\mathrm{max}}$"),
        (r"{\textless}sup{\textgreater}3{\textless}/sup{\textgreater}He", "$^{3}$He"),
        (r"K* and \$5", r"K\* and \$5"),
        (r"$\mathrm{b\bar{b}}$4q in $ x $ at \$5", r"$\mathrm{b\bar{b}}4$q in $x$ at \$5"),
        (r"Beyond $\obscure{a}$", "Beyond a"),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_a_title_keeps_mathematics_and_emphasis(latex: str, written: str):
    assert title(latex) == written


@pytest.mark.parametrize(
    ("latex", "written"),
    [
        ("Films of Cu$_2$O", "Films of Cu2O"), ("Ga$_{2}$O$_{3}$", "Ga2O3"), ("Li<sub>6</sub>", "Li6"),
        ("Mg$_{2}$(OH)$_4$·$x$H$_{2}$O", "Mg2(OH)4·xH2O"),
        ("K$^+$", "K^+"), (r"Ca\textsuperscript{2+}", "Ca^2+"),
        (r"$\langle 111\rangle$", r"$\langle 111\rangle$"),
    ],
)  # fmt: skip
def test_where_chemistry_is_declared_a_formula_is_written_as_one(latex: str, written: str):
    assert title(latex, "chemistry") == written


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"$\sqrt{s}=13$", "√s=13"), (r"$t\bar{t}$", "tt̄"), (r"$10^{-3}$", "10⁻³"), (r"$\mu$m", "μm"),
        ("H$_2$O", "H₂O"), (r"$\frac{a}{b}$", "a/b"), (r"$\langle 111\rangle$", "⟨111⟩"),
    ],
)  # fmt: skip
def test_where_there_is_no_markup_mathematics_is_characters(latex: str, text: str):
    assert plain(latex) == text


def test_a_command_that_nobody_knows_is_named_and_what_it_holds_is_kept():
    read = parse_latex(r"Red \obscure{lead} and \dark matter")
    assert write_plain(read.pieces) == "Red lead and matter"
    assert read.unknown == ("\\obscure", "\\dark")


@pytest.mark.parametrize(
    "latex", ["a } b", "a { b", "$5 and more", "\\", "{", "}", r"\emph", r"\'", "$", r"x\textsuperscript"]
)
def test_what_is_not_well_formed_is_read_as_far_as_it_goes(latex: str):
    assert isinstance(plain(latex), str)


def test_tags_of_crossref_are_read():
    pieces = parse_html("The <jats:italic>Blue</jats:italic> &amp; <scp>Red</scp><br/>Lead <unknown> 3 < 4")
    assert write_title(pieces) == "The *Blue* & Red Lead <unknown> 3 < 4"
