"""Marks that are not ours are mistakes with our way to write them; what only looks like one is text."""

import time

import pytest

from virtualissue.text.near_misses import MARKS
from virtualissue.text.notation import CHEMISTRY
from virtualissue.text.parser import ProseError, Vocabulary, parse_prose

NOTATION = Vocabulary(notation=frozenset({CHEMISTRY}))
WRONG = {
    "As @doe-2013 showed.": (3, "a citation is written [@doe-2013]"),
    "So [see @doe-2013, p. 5].": (3, "a citation is written [@doe-2013], with all words outside"),
    "[-@doe-2013]": (0, "a citation is written [@doe-2013]"),
    "(@doe-2013)": (1, "a citation is written [@doe-2013]"),
    "*so @doe*": (4, "a citation is written [@doe]"),
    "[of @doe](family:reds)": (4, "a citation is written [@doe]"),
    "A note.[^1]": (7, "there are no footnotes"),
    "The [[reds]].": (4, "a link is written [reds](kind:slug)"),
    "The [reds] (family:reds).": (4, "remove the space between [reds] and its"),
    "See https://a.example/x, now": (4, "an address is written as a link"),
    "<https://a.example>": (0, "an address is written as a link"),
    "a __b c__ d": (2, "strong text is written **b c**"),
    "a _b c_ d": (2, "emphasis is written *b c*"),
    "<b>x</b>": (0, "strong text is written **x**"),
    "<i>`Fe`</i>": (0, "emphasis is written *…*"),
    "H<sub>2</sub>O": (1, "<sub>2</sub> is not read"),
    "a<br/>b": (1, "a new paragraph begins after an empty line"),
    "a <small>b": (2, "HTML is not allowed in text: remove <small>"),
    "a&#160;b": (1, "write the character itself instead of &#160;"),
    "~~a~~": (0, "text cannot be struck through"),
    "H~2~O": (1, "~ does not lower text"),
    "Na^+^": (2, "^ does not raise text"),
    "Let 2*x and 3*y be.": (5, "the text between these stars becomes emphasis"),
    "`Na`*`Cl`*`Na`": (4, "the text between these stars becomes emphasis"),
    "5*10": (1, "a lone *"),
    "*so": (0, "a lone *"),
    "so**": (2, "a lone **"),
    "## Reds": (0, "headings are not allowed in text: write **Reds**"),
    "a\n\n> b": (3, "a quotation is written in quotation marks"),
    "| a | b |\n|---|---|\n| c | d |": (0, "tables are not allowed in text"),
    "a | b\n--|--\nc | d": (6, "tables are not allowed in text"),
    "a\n\n---\n\nb": (3, "horizontal rules are not allowed in text"),
    "Reds\n====": (5, "headings are not allowed in text: write them as **strong text**"),
    "====": (0, "horizontal rules are not allowed in text"),
    "The ![ochre](https://a.example/x.png)": (4, "pictures cannot be in text"),
    "The [reds][1].": (4, "a link is written [reds](kind:slug)"),
    "a ```code``` b": (2, "blocks of code are not allowed in text"),
    "- [ ] red\n- blue": (0, "a list has no boxes to tick"),
    "Reds\n: pigments": (5, "definitions belong in glossary/"),
    "a ==b== c": (2, "emphasis is written *b*"),
    "a ++b++ c": (2, "emphasis is written *b*"),
    "a $$x$$ b": (2, "mathematics is written $x$"),
    "a \\(x^2\\) b": (2, "mathematics is written $x^2$"),
    "a \\[x_2\\] b": (2, "mathematics is written $x_2$"),
    "a <!-- b --> c": (2, "comments cannot be in text: delete <!-- b -->"),
    "a \\emph{b} c": (2, "emphasis is written *b*"),
    "a \\sqrt{s} = 3": (2, "mathematics is written between dollar signs, as in $\\sqrt{x}$"),
    "a \\textbf{b} c": (2, "strong text is written **b**"),
    "a \\cite{Doe:13} c": (2, "a citation is written [@Doe:13]"),
    "a \\ce{H2O} c": (2, "a formula is written `H2O`"),
    "a \\ref{b} c": (2, "commands of LaTeX are not read in text: remove \\ref"),
    "They are:\n- red\n- blue": (10, "a list needs an empty line before it"),
    "They are:\n1. red\n2. blue": (10, "a list needs an empty line before it"),
    "* red": (0, "an item of a list begins with - and not with *"),
    "+ red": (0, "an item of a list begins with - and not with +"),
    "• red": (0, "an item of a list begins with - and not with •"),
    "1) red": (0, "an item of a list begins with 1. and not with 1)"),
    "- red\n  - pink": (8, "a list item begins at the left edge"),
    "1914. It was.": (0, "a line that begins with 1914. is an item of a list (write 1914\\. for"),
    "So [doe-2013].": (3, "a citation is written [@doe-2013]"),
    "As in Ref. [12].": (11, "a citation is written with the slug of its work, as in [@doe-2011]"),
    "It fades.[3–5]": (9, "a citation is written with the slug of its work, as in [@doe-2011]"),
    "See www.a.example/x.": (4, "an address is written as a link"),
    "10^-3 of it": (0, "^ does not raise text: write $x^2$, or the character itself, as in m²"),
    "the m^2 of it": (4, "^ does not raise text"),
    "the 10^{-3} of it": (4, "mathematics is written $10^{-3}$"),
    "the E_{kin} of it": (4, "mathematics is written $E_{kin}$"),
    "the e^+e^- pairs": (4, "^ does not raise text"),
    "red -- blue": (4, "a dash is written – or — and not --"),
    "red---blue": (3, "a dash is written – or — and not ---"),
    "`Fe`--`Co`": (4, "a dash is written – or — and not --"),
    "red\\\nblue": (3, "a new paragraph begins after an empty line, and not with \\"),
    "of \\alpha decay": (3, "a command of LaTeX is read only in mathematics, as in $\\alpha$: \\alpha"),
    "a ``b c'' d": (2, "quotation marks are typed as themselves: “b c”"),
    "– red\n– blue": (0, "an item of a list begins with - and not with –"),
    "(a) red\n(b) blue": (0, "an item of a list begins with - or 1. and not with (a)"),
    "They are:\ni) red\nii) blue": (10, "an item of a list begins with - or 1. and not with i)"),
    "- in\n1914. It": (5, "a line that begins with 1914. is an item of a list"),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mark_that_is_not_ours_is_told_once_with_ours(text: str):
    expected = WRONG[text]
    with pytest.raises(ProseError) as caught:
        parse_prose(text, NOTATION)
    offset, message = caught.value.problems[0]
    assert (offset, message[: len(expected[1])]) == expected
    assert len([offset for offset, _ in caught.value.problems if offset == expected[0]]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "write to jane@doe.example", "a_b_c and x_1", "5 < 6 > 4", "the <111> and <uvw> directions",
        "A & B; C", "a ~ b ~ c", "2 * 3", "*E*, *k* and **T**", "−*E*/*k*", "1000/*T*", "*a `Fe` b*",
        "[*a*](family:reds)", "1. red\n2. blue\n3. pink", "1. red\n1. blue", "- red\n  and pink\n- blue",
        "in\n1914. It was so",
        "$a*b*c$ and $x_1$", "[an address](https://a.example/a_b_c)", "C# and #1", "a | b",
        "So – or so — it is",
        "[@doe-2013; @roe-2014]", "{fact:a-b}", "`K^+`", "a\n\n- red\n\nb", "3 - 2\n= 1",
        "a <span>b", "a \\[1\\] and \\(b\\) == C++ c",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_mark_is_text(text: str):
    parse_prose(text, NOTATION)


@pytest.mark.parametrize(
    "text",
    [
        r"\@doe", r"1914\. It was", r"2\*x and 3\*y", r"\_so\_", r"\<sub>", r"\# Reds", r"\> so", r"\&amp;",
        r"\~so\~", r"a\^b\^", r"\| a \| b \|", r"\- so", r"\+ so",
    ],
)  # fmt: skip
def test_a_backslash_makes_each_a_character(text: str):
    prose = parse_prose(text, NOTATION)
    assert prose.text == text.replace("\\", "")


def test_each_message_names_what_to_write_and_each_pattern_has_its_wrong_text():
    told = set()
    for text in WRONG:
        try:
            parse_prose(text, NOTATION)
        except ProseError as error:
            told |= {message.partition(":")[0][:18] for _, message in error.problems}
    for message in MARKS.values():
        begun = message.partition("{")[0][:18]
        assert any(one.startswith(begun) for one in told), message


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["@", "_", "~", "^", "*", "<", "[", "|", "&a", "#", "-", "1. ", "> ", "[["])
def test_a_long_text_of_signs_is_read_in_no_time(sign: str):
    started = time.process_time()
    for text in (sign * 20_000, f"{sign}a " * 10_000, f"a{sign}\n" * 10_000):
        try:
            parse_prose(text, NOTATION)
        except ProseError:
            continue
    assert time.process_time() - started < 10
