"""Works that the writers of all formats are tried with: one of every kind, and some whose text is hostile."""

from collections.abc import Mapping
from functools import cache

from tests.bibliography.references.test_processor import CHEMISTRY, read_works
from virtualissue.bibliography.work import Work

HOSTILE: Mapping[str, dict[str, object]] = {
    "signs": {
        "title": '50 % of A & B, #1_a ~ \\$6: "one", \'two\' -- a ^ b \\ c < d > e @f | g?',
        "authors": ["O'Neil, A.", {"literal": "100% Red & Blue #1 Co."}],
        "journal": {"title": "Red & Blue 50%", "short": "R. & B. 50%"},
        "publisher": "Dyers and Sons & Co.", "place": "Here and There",
        "volume": "07", "issue": "S1", "pages": "S1-S9, S12", "year": "2012",
        "doi": "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM_968%3e>3.0.CO;2-2",
        "url": "https://toy.example/a_b?x=50%25&y=~z#top", "accessed": "2015-02-28",
    },
    "formula-at-the-end": {
        "title": "7Li and Li3-xIn1-xZrxCl6 (0 <= x <= 0.5), I-4 and Na+ next to Li6PS5Cl",
        "typeset": {"formulas": {"Na+": "Na^+", "7Li": "^7Li"}, "space_groups": ["I-4"]},
        "authors": ["Doe, Jane"], "journal": "J. Imag. Pigm.", "year": "2013",
    },
    "bodies": {
        "title": "Who did it? we did. a study: of bodies",
        "authors": [
            {"literal": "Society of Dyers, Painters and Kilns"}, "{A and B}", {"literal": "and"},
            {"literal": "the lower case group"}, {"literal": "University, Leeds"}, "others",
        ],
        "editors": [{"literal": "Board of Editors, Leeds"}],
        "journal": "J. Imag. Pigm.", "year": "2013",
    },
    "scripts": {
        "title": "青の研究: λ и β",
        "authors": ["王, 芳", "周凯", "محمد, علي", "Достоевский, Фёдор", "Şahin, Gülşen", "Nguyễn, Văn Ánh"],
        "journal": "絵の具", "year": "2014", "language": "ja",
    },
    "names": {
        "title": "Names",
        "authors": [
            "Plato", {"family": "Sri Sultan"}, {"family": "bell hooks"}, {"family": "hooks", "given": "bell"},
            "{Sand and Stone, Ann}", {"family": "And", "given": "Ann"}, {"family": "Stone", "given": "And"},
            "van der Graaf, Aaron", "King, Jr., Martin Luther", {"family": "Roe", "suffix": "III"},
            {"family": "Klerk", "particle": "De", "given": "N. J. J."}, {"family": "Ab", "particle": "von"},
        ],
        "journal": "J. Imag. Pigm.", "year": "2014",
    },
    "range-of-dates": {
        "title": "Months", "authors": ["Doe, Jane"], "journal": "J. Imag. Pigm.", "date": "2015-12/2016-01",
        "issue": "1-2", "pages": "143-es", "pmid": "12345678", "issn": "0897-4756", "arxiv": "hep-ex/0101001",
    },
    "master": {
        "type": "thesis", "genre": "Master's thesis", "title": "M", "authors": ["Doe, Jane"],
        "publisher": "University", "year": "2015",
    },
    "translated": {
        "type": "book", "title": "Über das Blau", "authors": ["Doe, Jane"], "translators": ["Roe, Rick"],
        "publisher": "Press", "year": "1990", "edition": "Revised", "language": "de",
        "isbn": "978-3-16-148410-0",
    },
    "on-the-web": {
        "type": "webpage", "title": "W", "authors": ["Doe, Jane"], "container": "The Mortar",
        "publisher": "Press", "year": "no date", "url": "https://toy.example/",
    },
}  # fmt: skip


@cache
def read_all_works() -> dict[str, Work]:
    """The works of works.yml and the hostile ones, by their names."""
    hostile = {name: Work.model_validate(record, context=CHEMISTRY) for name, record in HOSTILE.items()}
    return read_works() | hostile
