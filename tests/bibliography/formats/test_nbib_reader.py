"""Records of PubMed, and the fields of content that each becomes."""

from virtualissue.bibliography.formats.nbib_reader import read_nbib
from virtualissue.bibliography.reading.work_fields import make_work

TEXT = """
PMID- 123
OWN - NLM
DP  - 2019 Jul 9
TI  - Red lead and what the lamp
      does to it.
PG  - 475-82
LID - 10.5555/x [doi]
FAU - Smith, Ada B
AU  - Smith AB
AUID- ORCID: 0000-0002-1825-0097
FAU - van der Berg, Jan
AU  - van der Berg J
CN  - NOVA Collaboration
LA  - eng
PT  - Journal Article
JT  - Journal of Red
TA  - J Red
VI  - 3
IP  - 4
IS  - 2049-3630 (Electronic)
MH  - *Lead/chemistry
OT  - kilns

PMID- 124
TI  - Blue
AU  - Doe J
DP  - 2018
"""


def test_records():
    first, second = (make_work(record) for record in read_nbib(TEXT, "refs.nbib").records)
    assert first.fields == {
        "title": "Red lead and what the lamp does to it",
        "authors": [
            {"family": "Smith", "given": "Ada B", "orcid": "0000-0002-1825-0097"},
            "van der Berg, Jan",
            {"literal": "NOVA Collaboration"},
        ],
        "journal": {"title": "Journal of Red", "short": "J Red"},
        "date": "2019-07-09", "volume": "3", "issue": "4", "pages": "475-482",
        "doi": "10.5555/x", "pmid": "123",
        "issn": "2049-3630", "language": "en",
    }  # fmt: skip
    assert first.keywords == ("Lead", "kilns")
    assert second.fields["authors"] == ["Doe, J"]
    assert first.remarks == []


def test_equal_names_with_different_orcids_are_two_people():
    orcids = ("0000-0002-1825-0097", "0000-0001-5109-3700")
    signed = "".join(f"FAU - Wang, Yi\nAUID- ORCID: {orcid}\n" for orcid in orcids)
    (record,) = read_nbib(f"PMID- 1\nTI  - Red.\n{signed}FAU - Wang, Yi\nDP  - 2014\n", "refs.nbib").records
    made = make_work(record)
    assert [name["orcid"] for name in made.fields["authors"]] == list(orcids)
    assert [str(remark) for remark in made.remarks] == [
        "refs.nbib:7: FAU: Wang, Yi is listed again; it is written once"
    ]
