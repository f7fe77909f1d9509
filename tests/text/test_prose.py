import pytest
from markupsafe import Markup, escape

from virtualissue.chemistry.formula import Formula
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.parser import Vocabulary, parse_prose
from virtualissue.text.prose import (
    Citation,
    Name,
    Notation,
    Sentence,
    Token,
    plain_text,
    render_prose,
    render_sentences,
)

NAMES = Vocabulary(names={"XRF": ("technique", "xrf")}, notation=frozenset({"chemistry"}))


class BracketLinker:
    """Shows everything that a page would link in brackets."""

    def citation(self, slugs: tuple[str, ...]) -> Markup:
        return escape(f"[{' '.join(slugs)}]")

    def formula(self, formula: Formula | Mathematics) -> Markup:
        return escape(f"[{formula.text}]")

    def fact(self, slug: str, form: str) -> Markup:
        return escape(f"[{slug} {form}]")

    def name(self, kind: str, slug: str, text: str) -> Markup:
        return escape(f"[{kind}:{slug} {text}]")

    def is_first(self, sentence: Sentence) -> bool:
        return True

    def link(self, kind: str, target: str, tokens: tuple[Token, ...]) -> Markup:
        return Markup("[{}:{} {}]").format(kind, target, "".join(map(plain_text, tokens)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("So *it*\n  **is**.", "So <em>it</em> <strong>is</strong>."),
        ("By XRF.[@a; @b]", "By [technique:xrf XRF].[a b]"),
        ("`HgS` at {fact:heat}", "[HgS] at [heat whole]"),
        ("[the `HgS`](family:reds)", "[family:reds the HgS]"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("*\\<b>* & \"'", "<em>&lt;b&gt;</em> &amp; &#34;&#39;"),
        ("\\[a\\](javascript:b)", "[a](javascript:b)"),
        (r"\{\{ 7\*7 \}\}", "{{ 7*7 }}"),
        ("\\&lt;", "&amp;lt;"),
        ("[a](https://a.example/?b=<i>\"')", "[https:https://a.example/?b=&lt;i&gt;&#34;&#39; a]"),
    ],
)
def test_html(text: str, html: str):
    (sentence,) = parse_prose(text, NAMES).sentences
    assert render_sentences((sentence,), BracketLinker()) == (
        f'<span class="vi-sentence" id="{sentence.id}">{html}</span>'
    )


def test_blocks_are_a_line_each_without_blank_lines():
    html = render_prose(parse_prose("One. Two.\n\n- a\n- b\n\n1. c"), BracketLinker())
    lines = html.split("\n")
    assert [line[: line.index(">") + 1] for line in lines] == ["<p>", "<ul>", "<ol>"]
    assert lines[0].count('class="vi-sentence"') == 2
    assert lines[1].count("<li>") == lines[1].count("</li>") == 2


def test_text_is_what_is_read_aloud():
    prose = parse_prose("By *XRF*, `Fe2O3`\nis [red](family:reds).[@a] At {fact:heat}.", NAMES)
    assert prose.text == "By XRF, Fe2O3 is red. At {heat}."


def test_tokens_hold_those_inside_of_others():
    prose = parse_prose("*`HgS` by XRF[@a]* [b `HgS`](family:reds)", NAMES)
    kinds = [type(token) for token in prose.tokens]
    assert [kinds.count(kind) for kind in (Notation, Name, Citation)] == [2, 1, 1]
