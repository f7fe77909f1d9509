"""The text of a file of content -> its fields: the only file that knows how YAML is read here."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from virtualissue.diagnostics import ContentError, Diagnostic

# a problem of libyaml -> what an author has most likely done
LIKELY = {
    "mapping values are not allowed in this context": "text with a colon and a space in it needs quotes",
    "found character that cannot start any token": "text that begins with ` or @ needs quotes",
    "did not find expected alphabetic or numeric character": "text that begins with * or & needs quotes",
    "found unexpected end of stream": "a quote is never closed",
    "could not find expected ':'": "text over several lines is indented under its field",
    "did not find expected key": "fields of one mapping begin in one column",
    "did not find expected ',' or ']'": "a bracket is never closed",
    "did not find expected ',' or '}'": "a brace is never closed",
}


class _Loader(yaml.CBaseLoader):
    """Reads every value as the text that it is (4.0e-3, NO, 2015-02-28): what it stands for, the model knows.

    Refuses a key that stands twice, which YAML would let pass by keeping the last.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                message = f"the key {key.value} stands twice"
                raise yaml.MarkedYAMLError(problem=message, problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


@dataclass(frozen=True)
class Source:
    """One file as it was read: its path as shown to the author, and its text."""

    file: str
    folder: str
    slug: str
    text: str

    @cached_property
    def data(self) -> dict[str, Any]:
        """The fields in it; raises `ContentError` where it is no mapping of fields."""
        try:
            data = yaml.load(self.text, Loader=_Loader)  # noqa: S506 (makes nothing but text, lists and mappings)
        except yaml.YAMLError as error:
            raise ContentError([Diagnostic(self.file, *_yaml_problem(self.text, error))]) from None
        if not isinstance(data, dict):
            raise ContentError([Diagnostic(self.file, 1, 1, "should be a mapping of fields (name: value)")])
        return data


def _yaml_problem(text: str, error: yaml.YAMLError) -> tuple[int, int, str]:
    """Where a file stops being YAML, and why."""
    if isinstance(error, yaml.MarkedYAMLError) and (mark := error.problem_mark):
        likely = f" ({LIKELY[error.problem]})" if error.problem in LIKELY else ""
        return mark.line + 1, mark.column + 1, f"no valid YAML: {error.problem}{likely}"
    before = text.encode()[: getattr(error, "position", 0)].decode(errors="ignore")
    return before.count("\n") + 1, len(before) - before.rfind("\n"), "a control character stands here"
