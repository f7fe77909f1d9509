"""A name -> what content writes for it, as text or as a mapping."""

from collections.abc import Mapping
from dataclasses import asdict

from pydantic import TypeAdapter, ValidationError

from virtualissue.bibliography.names import OTHERS, Byline, NameParts, NameText, parse_name

NAME: TypeAdapter[Byline] = TypeAdapter(NameText)


def write_name(parts: NameParts, orcid: str = "") -> str | dict[str, str]:
    """A name as content writes it: as text where that is read as the same parts, else as a mapping."""
    if parts.literal == OTHERS:
        return OTHERS
    if parts.literal:
        rest = {"native": parts.native, "orcid": orcid}
        return write_body(parts.literal, {name: value for name, value in rest.items() if value})
    if not orcid:
        text = str(Byline(parts))
        try:
            if parse_name(text).parts == parts:
                return text
        except ValueError:
            pass
    names = {**asdict(parts), "orcid": orcid}
    return {name: value for name, value in names.items() if value}


def write_body(name: str, rest: Mapping[str, str] | None = None) -> str | dict[str, str]:
    """The name of a body; in braces, where it would be taken for several names."""
    try:
        NAME.validate_python({"literal": name})
    except ValidationError:
        return {"literal": f"{{{name}}}", **rest} if rest else f"{{{name}}}"
    return {"literal": name, **(rest or {})}
