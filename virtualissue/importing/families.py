"""The families of an issue, taken from the keywords of its works or from the groups that a program keeps."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from virtualissue.bibliography.name_forms import slug_of_name
from virtualissue.bibliography.reading.imported_work import ImportedWork

FamilySource = Literal["keywords", "groups", "none"]
MOST = 12  # families of keywords: a menu longer than this helps nobody
LONGEST_SLUG = 60


@dataclass(frozen=True)
class FamilyPlan:
    """The families of an issue: their names by their slugs, the largest first; how many are left out."""

    names: Mapping[str, str] = field(default_factory=dict)
    source: FamilySource = "none"
    left_out: int = 0

    def find(self, work: ImportedWork) -> Sequence[str]:
        """The slugs of the families that a work belongs to."""
        slugs = dict.fromkeys(_slug(word) for word in _find_words(work, self.source))
        return [slug for slug in slugs if slug in self.names]


def plan_families(works: Sequence[ImportedWork], source: FamilySource) -> FamilyPlan:
    """The groups of the works, or the keywords that most works share; one work alone makes no family."""
    counts, spellings = Counter[str](), dict[str, Counter[str]]()
    for work in works:
        for slug, word in {_slug(word): word for word in _find_words(work, source)}.items():
            counts[slug] += 1
            spellings.setdefault(slug, Counter())[word] += 1
    shared = [slug for slug, count in counts.most_common() if count > 1 or source == "groups"]
    chosen = shared if source == "groups" else shared[:MOST]
    names = {slug: spellings[slug].most_common(1)[0][0] for slug in chosen}
    names = {slug: f"{name[0].upper()}{name[1:]}" for slug, name in names.items()}
    return FamilyPlan(names, source, len(counts) - len(names))


def _find_words(work: ImportedWork, source: FamilySource) -> Sequence[str]:
    return {"keywords": work.keywords, "groups": work.groups, "none": ()}[source]


def _slug(word: str) -> str:
    return slug_of_name(word)[:LONGEST_SLUG].strip("-")
