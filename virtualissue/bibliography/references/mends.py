"""Mends citeproc-py 0.11.1: four faults of the elements of a style that it has read.

For each mend there is a test that takes it out and finds the fault. With a later version that no longer has
the fault, this test fails: then the mend can go.
"""

from collections.abc import Callable, Iterator
from typing import Any

from virtualissue.bibliography.references.styles import NAMESPACE

# what elements of a style are asked again and again, and answer alike each time
QUESTIONS = (
    "xpath_search", "get_root", "calls_variable", "get_option", "get_single_term", "get_locale_option",
    "get_macro", "get_layout", "get_formatter", "et_al",
)  # fmt: skip
SELDOM_ASKED = frozenset(f"{NAMESPACE}{name}" for name in ("term", "single", "multiple"))


def mend_elements(style: Any) -> tuple[object, ...]:
    """Mends the elements of a style and returns them; what nobody keeps, lxml forgets, and how it was mended.

    Terms, two thirds of all elements, are merely read, and stay as they are.
    """
    elements = tuple(_find_elements(style))
    for element in elements:
        for mend in MENDS:
            mend(element)
    return elements


def _find_elements(style: Any) -> Iterator[Any]:
    roots = (style.root, *(locale.getroottree().getroot() for locale in style.root.locales))
    for root in {id(root): root for root in roots}.values():
        yield from (element for element in root.iter() if element.tag not in SELDOM_ASKED)


def remember_answers(element: Any) -> None:
    """Lets an element remember what it is asked again and again: the style never changes.

    Without it, a reference takes more than twice as long.
    """
    for question in QUESTIONS:
        if hasattr(type(element), question):
            setattr(element, question, _answer_once(getattr(element, question)))


def _answer_once(ask: Callable[..., Any]) -> Callable[..., Any]:
    """A function that remembers its answers; unlike one by `cache`, it costs next to nothing to make."""
    answers: dict[tuple[Any, ...], Any] = {}

    def answer(*arguments: Any, **options: Any) -> Any:
        asked = (arguments, *options.items())
        if asked not in answers:
            answers[asked] = ask(*arguments, **options)
        return answers[asked]

    return answer


def take_any_text(element: Any) -> None:
    """Lets an element change the case of numbers and of joined text as well, on which it fails."""
    from citeproc.string import MixedString, String  # noqa: PLC0415

    if not hasattr(type(element), "case"):
        return
    case = element.case

    def change_case(text: Any, language: str | None = None) -> Any:
        if text is None or isinstance(text, String):
            return case(text, language) if text else text
        if isinstance(text, MixedString):
            parts = (part if isinstance(part, String) else String(part) for part in text)
            return case(MixedString(parts), language)
        return str(case(String(text), language)) if str(text) else text

    element.case = change_case


def show_names_once(names: Any) -> None:
    """Keeps names that stood in for missing authors from standing in their own place again, as CSL asks."""
    from citeproc.source import VariableError  # noqa: PLC0415

    if names.tag != f"{NAMESPACE}names":
        return
    process, roles = names.process, set(names.get("variable", "").split())

    def process_once(item: Any, names_context: Any = None, context: Any = None, **options: Any) -> Any:
        if "author" not in item.reference:
            layout = (names if context is None else context).get_layout()
            shown = {role for group in layout.repressed.get(names.tag, ()) for role in (group or "").split()}
            if shown and roles & set(item.reference) <= shown:
                raise VariableError
        return process(item, names_context=names_context, context=context, **options)

    names.process = process_once


def hide_lonely_label(label: Any) -> None:
    """Leaves out the label of a field that the work does not have: p. without a page."""
    if label.tag != f"{NAMESPACE}label" or label.get("variable") in (None, "locator"):
        return
    process, field = label.process, label.get("variable").removesuffix("-first").replace("-", "_")

    def process_with_field(item: Any, *arguments: Any, **options: Any) -> Any:
        return process(item, *arguments, **options) if field in item.reference else None

    label.process = process_with_field


MENDS: tuple[Callable[[Any], None], ...] = (
    remember_answers,
    take_any_text,
    show_names_once,
    hide_lonely_label,
)
