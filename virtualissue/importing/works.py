"""Works that were read, met once each: those that several records describe are merged into one."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from virtualissue.bibliography.name_forms import fold_name
from virtualissue.bibliography.reading.imported_work import ImportedWork
from virtualissue.bibliography.reading.work_fields import ORDER
from virtualissue.importing.article_files import ALIASES, ArticleFile
from virtualissue.importing.identity import WorkIndex, find_identity


@dataclass
class MergedWorks:
    """Each work once, and a line for each record that was found to describe one of them again."""

    works: list[ImportedWork] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def merge_works(works: Iterable[ImportedWork]) -> MergedWorks:
    """Merges the records of one work, in the order in which the first of each was read."""
    index, merged = WorkIndex(), MergedWorks()
    for work in works:
        identity = find_identity(work.fields, work.keys)
        found = index.find(identity)
        if found is None:
            index.add(len(merged.works), identity)
            merged.works.append(work)
            continue
        number, by = found
        first = merged.works[number]
        merged.works[number] = merge_two(first, work)
        index.add(number, identity)
        merged.told.append(
            f"{_show(work)} is the work of {_show(first)} (same {by}){_show_lost(first, work)}"
        )
    return merged


def merge_two(first: ImportedWork, second: ImportedWork) -> ImportedWork:
    """One work of two records: that which is published gives the fields, and the other what is missing."""
    base, other = (second, first) if _rank(second) > _rank(first) else (first, second)
    fields = {**base.fields, **find_missing(base.fields, other.fields)}
    return replace(
        first,
        keys=tuple(dict.fromkeys((*first.keys, *second.keys))),
        fields={name: fields[name] for name in ORDER if name in fields},
        kept=list(dict.fromkeys((*first.kept, *second.kept))),
        remarks=[*first.remarks, *second.remarks],
        noise=first.noise + second.noise,
        keywords=tuple(dict.fromkeys((*first.keywords, *second.keywords))),
        groups=tuple(dict.fromkeys((*first.groups, *second.groups))),
    )


def _rank(work: ImportedWork) -> tuple[bool, bool, bool]:
    has_container = "journal" in work.fields or "container" in work.fields
    return work.fields.get("type") != "article", has_container, "doi" in work.fields


def find_missing(known: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are new; the kind of a work is never one: where it is missing, it is an article."""
    return {
        name: value
        for name, value in new.items()
        if name not in known and ALIASES.get(name, name) not in known and name not in ("type", "typeset")
    }


def find_differences(known: ArticleFile, new: Mapping[str, Any]) -> list[str]:
    """The fields for which a file has another value."""
    found = [name for name in new if name != "typeset" and _differs(name, known.value_of(name), new[name])]
    if ("type" in new or "type" in known.data) and "type" not in found:
        kinds = {
            str(value).replace("preprint", "article") for value in (known.data.get("type"), new.get("type"))
        }
        found += ["type"] if len(kinds) > 1 else []
    return found


def _differs(name: str, known: Any, new: Any) -> bool:
    """Whether two values say different things; a date may say less, and a journal lack its short title."""
    if known is None:
        return False
    one, other = sorted((_essence(known), _essence(new)))
    return one != other and not (one and name in ALIASES and other.startswith(one))


def _essence(value: Any) -> str:
    """A value without markup, case and punctuation; of mappings the values alone."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = re.sub(r'"(?:title|short|family|given|literal|particle|suffix|native|orcid)":', "", text)
    return re.sub(r"[\W_]+", "", fold_name(text.replace("preprint", "article")))


def _show(work: ImportedWork) -> str:
    return f"{work.file}:{work.line}{f' {work.keys[-1]}' if work.keys else ''}"


def _show_lost(first: ImportedWork, second: ImportedWork) -> str:
    """The fields that both records have with different values."""
    both = [
        name
        for name, value in second.fields.items()
        if name not in ("type", "typeset")
        and _differs(name, first.fields.get(name, first.fields.get(ALIASES.get(name, name))), value)
    ]
    published = second if _rank(second) > _rank(first) else first
    return f"; of {', '.join(both)}, those of line {published.line} are taken" if both else ""
