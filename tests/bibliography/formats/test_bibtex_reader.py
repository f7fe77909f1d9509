"""Entries of .bib files as they are met, and the fields of content that each becomes."""

from typing import Any

import pytest

from virtualissue.bibliography.formats.bibtex_reader import read_bibtex
from virtualissue.bibliography.formats.ris_reader import read_ris
from virtualissue.bibliography.reading.imported_work import ImportedWork
from virtualissue.bibliography.reading.work_fields import make_work
from virtualissue.bibliography.work import Work
from virtualissue.text.parser import Vocabulary


def works(text: str, *notation: str) -> list[ImportedWork]:
    vocabulary = Vocabulary(notation=frozenset(notation))
    return [make_work(record, vocabulary) for record in read_bibtex(text, "refs.bib").records]


LEAST = {"title": "{Red}", "author": "{Holm, B.}", "year": "2014"}


def work(fields: str, kind: str = "article") -> ImportedWork:
    """What comes of an entry with these fields, and of one of each that a work needs where it has none."""
    missing = [f"{name} = {value}" for name, value in LEAST.items() if f"{name} =" not in fields]
    (made,) = works(f"@{kind}{{holm, {', '.join([fields, *missing])}}}")
    Work.model_validate(made.fields)
    return made


def field(fields: str, name: str, kind: str = "article") -> Any:
    return work(fields, kind).fields.get(name)


def messages(made: ImportedWork) -> list[str]:
    return [f"{remark.field}: {remark.message}" for remark in made.remarks]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada B. Smith", ["Smith, Ada B."]),
        ("Smith, Ada B.", ["Smith, Ada B."]),
        ("Smith, Jr., Ada", ["Smith, Ada, Jr."]),
        ("von Hart, III, Ada", ["von Hart, Ada, III"]),
        ("Hart III, Ada and Eva Hart III", ["Hart, Ada, III", "Hart, Eva, III"]),
        ("Smith, AB", ["Smith, AB"]),
        ("Smith,A.B.", ["Smith, A.B."]),
        ("Lee, H. -G.", ["Lee, H. -G."]),
        ("van der Berg, A. and Berg, B. van der and C. van der Berg", [f"van der Berg, {n}." for n in "ABC"]),
        ("{de la} Cruz, Eva", ["de la Cruz, Eva"]),
        ("d'Ivry, X. and O'Neil, Y. and al-Amin, Z.", ["d'Ivry, X.", "O'Neil, Y.", "al-Amin, Z."]),
        ("Van Nguyen", ["Nguyen, Van"]),
        ("Mirza", ["Mirza"]),
        ("{NOVA Collaboration}", [{"literal": "NOVA Collaboration"}]),
        ("NOVA Collaboration", [{"literal": "NOVA Collaboration"}]),
        ("for the NOVA Group", [{"literal": "NOVA Group"}]),
        ("Institute of Paints", [{"literal": "Institute of Paints"}]),
        ("Smith, A. and others", ["Smith, A.", "others"]),
        ("Smith, A. and et al.", ["Smith, A.", "others"]),
        ("Doe and Roe", [{"family": "Doe"}, {"family": "Roe"}]),
        ("Doe and Roe and Smith, John", ["Doe", "Roe", "Smith, John"]),
        ("Smith, A. and others and Doe, J.", ["Smith, A.", "Doe, J.", "others"]),
        ("others", [{"literal": "Anonymous"}]),
        ("{A and B Council}", [{"literal": "A and B Council"}]),
        ("{{A and B Council}}", [{"literal": "A and B Council"}]),
        ("{Smith, Ada and Jones, Bob}", ["Smith, Ada", "Jones, Bob"]),
        ("Ada Smith, Bob Jones and Carl Doe", ["Smith, Ada", "Jones, Bob", "Doe, Carl"]),
        ("Smith, A.; Jones, B.", ["Smith, A.", "Jones, B."]),
        ("Di Bello, Ann Mary and others", ["Di Bello, Ann Mary", "others"]),
        ("王伟 and 王, 伟 and Wang, Wei (王伟)", ["王伟", "王, 伟", "Wang, Wei (王伟)"]),
        (r"I{\c{s}}{\i}ldak, B. and {\L}{\k a}cka, Z.", ["Işıldak, B.", "Łącka, Z."]),
        (r"Wei{\ss}, J\"urgen", ["Weiß, Jürgen"]),
        (r"Ay{\c s}e {\.I}lkay and V. V{\u a}n Nguyen", ["İlkay, Ayşe", "Nguyen, V. Văn"]),
        ("Smith, A. {and} Co and R\\&D Group", ["Smith, A. and Co", {"literal": "R&D Group"}]),
    ],
)
def test_names(written: str, names: list[Any]):
    made = work(f"author = {{{written}}}")
    if written.startswith("Smith, A. {and}"):
        assert made.fields["authors"][1] == names[1]
    else:
        assert made.fields["authors"] == names


def test_a_collaboration_is_the_author_of_a_list_that_is_cut():
    made = work("author = {Smith, A. and others}, collaboration = {NOVA}")
    assert made.fields["authors"] == [{"literal": "NOVA Collaboration"}]
    assert made.kept == ["author: Smith, A. and others"]
    named = work("author = {Smith, A. and Doe, J.}, collaboration = {NOVA, for the Lake Group}")
    assert named.fields["authors"][2:] == [{"literal": "NOVA Collaboration"}, {"literal": "Lake Group"}]


def test_editors_and_translators_have_their_fields():
    made = work("editor = {Doe, J.}, translator = {Roe, R.}, booktitle = {Lamps}", "incollection")
    assert (made.fields["editors"], made.fields["translators"]) == (["Doe, J."], ["Roe, R."])
    assert made.fields["type"] == "chapter"


@pytest.mark.parametrize(
    ("written", "name", "date"),
    [
        ("year = 2014", "year", "2014"),
        ("year = {2014}, month = 3", "date", "2014-03"),
        ("year = {2014}, month = mar", "date", "2014-03"),
        ("year = {2014}, month = {March}", "date", "2014-03"),
        ("year = {2014}, month = {07--09 Jul}", "date", "2014-07-07/2014-07-09"),
        ("year = {2014}, month = {30 Sep--2 Oct}", "date", "2014-09-30/2014-10-02"),
        ("year = {2014}, month = {Summer}", "year", "2014"),
        ('year = {2014}, month = "7~" # jul', "date", "2014-07-07"),
        ("year = {2014}, month = jul, day = {9}", "date", "2014-07-09"),
        ("date = {2014-03-07}, year = {}", "date", "2014-03-07"),
        ("date = {2014-03/2014-04}, year = {}", "date", "2014-03/2014-04"),
        ("date = {2014?}, year = {}", "year", "2014"),
        ("date = {19uu}, year = {}", "year", "no date"),
        ("date = {-0044}, year = {}", "year", "no date"),
        ("year = {in press}", "year", "in press"),
        ("year = {forthcoming}", "year", "in press"),
        ("year = {1988 [1975]}", "year", "1988"),
        ("year = {1984--1985}", "date", "1984/1985"),
        ("year = {}, note = {Invented (2013)}", "year", "2013"),
        ("year = {}, eprint = {1304.01234}", "year", "2013"),
        ("year = {}", "year", "no date"),
        ("year = {9999}", "year", "no date"),
    ],
)
def test_dates(written: str, name: str, date: str):
    assert field(written, name) == date


@pytest.mark.parametrize("written", ["2014?", "19uu", "-0044", "9999-01"])
def test_what_a_date_does_not_say_is_told_and_kept(written: str):
    made = work(f"date = {{{written}}}, year = {{}}")
    assert any(written in message for message in messages(made))
    assert f"date: {written}" in made.kept


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("12--19", "12-19"), ("12-9", "12-19"), ("12---9", "12-19"), ("12–19", "12-19"),
        ("475--82", "475-482"),
        ("e45", "e45"), ("L7-L12", "L7-L12"), ("L7--12", "L7-L12"), ("063A01", "063A01"), ("6--A4", "6-A4"),
        ("143-es", "143-es"), ("241409(R)", "241409(R)"), ("1 (9pp)", "1"), ("n/a-n/a", None), ("--", None),
        ("S12", "S12"), ("pp. 5--7", "5-7"), ("5--5", "5"), ("1, 3--4", "1, 3-4"), ("ASAP", None),
        ("1:1--1:20", None),
    ],
)  # fmt: skip
def test_pages(written: str, pages: str | None):
    assert field(f"pages = {{{written}}}", "pages") == pages


@pytest.mark.parametrize("written", ["ASAP", "1:1-1:20", "12 pages"])
def test_pages_that_are_none_are_told_and_kept(written: str):
    made = work(f"pages = {{{written}}}")
    assert made.kept == [f"pages: {written}"]
    assert messages(made)


@pytest.mark.parametrize("name", ["eid", "articleno", "article-number"])
def test_an_article_number_is_a_page(name: str):
    assert field(f"{name} = {{063A01}}", "pages") == "063A01"


@pytest.mark.parametrize(
    ("written", "journal", "volume"),
    [
        ("journal = {Phys. Rev.}, volume = {D94}", "Phys. Rev. D", "94"),
        ("journal = {Phys.Rev.}, volume = {D94}", "Phys. Rev. D", "94"),
        ("journal = {J. Red}, volume = {B77}", "J. Red", "B77"),
        ("journal = {PoS}, volume = {LATTICE2013}", "PoS", "LATTICE2013"),
        ("journal = {J. Red}, volume = {III/4}", "J. Red", "III/4"),
        ("journal = {J. Red}, volume = {07}", "J. Red", "07"),
        ("journal = {J. Red}, volume = 12-13", "J. Red", "12-13"),
        ("journal = {Red Letters 10}", "Red Letters", "10"),
        ("journal = {Red 2014}", "Red 2014", None),
    ],
)
def test_journals_and_volumes(written: str, journal: str, volume: str | None):
    made = work(written)
    assert (made.fields["journal"], made.fields.get("volume")) == (journal, volume)


@pytest.mark.parametrize("number", ["3-4", "03n04", "Suppl 1", "Spring"])
def test_numbers_are_kept_as_they_are(number: str):
    assert field(f"number = {{{number}}}", "issue") == number


@pytest.mark.parametrize("kind", ["techreport", "patent"])
def test_a_report_and_a_patent_have_numbers_of_their_own(kind: str):
    made = work("number = {R-12}", kind)
    assert (made.fields["document_number"], made.fields.get("issue")) == ("R-12", None)


def test_a_journal_has_a_short_title():
    made = work("journal = {Journal of Red}, shortjournal = {J.Red}")
    assert made.fields["journal"] == {"title": "Journal of Red", "short": "J.Red"}


@pytest.mark.parametrize(
    ("kind", "fields", "type_"),
    [
        ("article", "journal = {J. Red}", None),
        ("article", "eprint = {2101.01234}", "article"),
        ("article", "booktitle = {Lamps}", "paper-conference"),
        ("inproceedings", "booktitle = {Lamps}", "paper-conference"),
        ("inproceedings", "journal = {PoS}", "paper-conference"),
        ("conference", "booktitle = {Lamps}", "paper-conference"),
        ("misc", "journal = {J. Red}", None),
        ("misc", "eprint = {2101.01234}, archivePrefix = {arXiv}", "article"),
        ("misc", "howpublished = {\\url{https://red.example}}", "webpage"),
        ("misc", "note = {Ph.D. thesis}", "thesis"),
        ("online", "url = {https://red.example}", "webpage"),
        ("web_page", "url = {https://red.example}", "webpage"),
        ("dataset", "publisher = {Red}", "dataset"),
        ("software", "version = {2.0.1}", "software"),
        ("phdthesis", "school = {Red}", "thesis"),
        ("mastersthesis", "school = {Red}", "thesis"),
        ("techreport", "institution = {Red}", "report"),
        ("incollection", "booktitle = {Lamps}", "chapter"),
        ("book", "publisher = {Red}", "book"),
        ("unpublished", "note = {A draft}", "article"),
    ],
)
def test_kinds(kind: str, fields: str, type_: str | None):
    assert field(fields, "type", kind) == type_


def test_a_thesis_says_of_what_degree_and_where():
    made = work("school = {Red University}", "phdthesis").fields
    assert (made["genre"], made["publisher"]) == ("PhD thesis", "Red University")
    assert field("type = {Habilitation}, school = {Red}", "genre", "phdthesis") == "Habilitation"


@pytest.mark.parametrize(
    "written",
    ["10.5555/a_b.1", "https://doi.org/10.5555/a_b.1", "http://dx.doi.org/10.5555/a_b.1", "doi:10.5555/a_b.1",
     "DOI: 10.5555/a_b.1", "info:doi/10.5555/a_b.1", "https://doi-org.proxy.example/10.5555/a_b.1",
     "10.5555/a\\_b.1", "{10.5555/a_b.1}", "10.5555/a{\\_}b.1", "10.5555%2Fa_b.1."],
)  # fmt: skip
def test_a_doi_in_any_dress(written: str):
    assert field(f"doi = {{{written}}}", "doi") == "10.5555/a_b.1"


def test_a_doi_is_found_in_notes_and_addresses_and_a_second_is_told():
    assert field("note = {Red, doi: 10.5555/x.}", "doi") == "10.5555/x"
    assert field("url = {https://doi.org/10.5555/x}", "doi") == "10.5555/x"
    made = work("doi = {10.5555/x}, DOI = {10.5555/y}")
    assert made.fields["doi"] == "10.5555/x"
    assert "doi: appears twice; this value is not read: 10.5555/y" in messages(made)
    assert messages(work("doi = {soon}")) == ["doi: no DOI is in it: soon"]


@pytest.mark.parametrize(
    ("written", "arxiv"),
    [
        ("eprint = {2101.01234}", "2101.01234"), ("eprint = {{2101.01234}}", "2101.01234"),
        ("eprint = {hep-ex/0101001}, archivePrefix = {arXiv}, primaryClass = {hep-ex}", "hep-ex/0101001"),
        ("eprint = {arXiv:2101.01234v2}", "2101.01234v2"),
        ("eprint = {2101.01234}, eprinttype = {arxiv}", "2101.01234"),
        ("journal = {arXiv preprint arXiv:2101.01234}", "2101.01234"),
        ("journal = {CoRR}, volume = {abs/2101.01234}", "2101.01234"),
        ("doi = {10.48550/arXiv.2101.01234}", "2101.01234"),
        ("url = {https://arxiv.org/abs/2101.01234}", "2101.01234"),
        ("note = {arXiv:2101.01234}", "2101.01234"),
    ],
)  # fmt: skip
def test_arxiv(written: str, arxiv: str):
    made = work(written).fields
    assert (made["arxiv"], made["type"], made.get("journal"), made.get("doi")) == (
        arxiv,
        "article",
        None,
        None,
    )


def test_an_eprint_of_another_archive_is_told():
    made = work("eprint = {12345}, eprinttype = {jstor}")
    assert messages(made) == ["eprint: is no identifier of arXiv but of jstor: 12345"]
    assert field("eprint = {12345}, eprinttype = {pubmed}", "pmid") == "12345"


@pytest.mark.parametrize(
    "written",
    ["howpublished = {\\url{https://red.example/~a_b}}", "note = {Online: \\url{https://red.example/~a_b}}",
     "url = {https://red.example/\\~{}a\\_b}", "bdsk-url-1 = {https://red.example/~a_b}",
     "adsurl = {https://red.example/~a_b}"],
)  # fmt: skip
def test_addresses(written: str):
    assert field(written, "url", "online") == "https://red.example/~a_b"


def test_an_address_is_visited_on_a_day():
    made = work("url = {https://red.example}, urldate = {2014-03-07}").fields
    assert (made["url"], made["accessed"]) == ("https://red.example", "2014-03-07")


def test_other_identifiers():
    made = work("isbn = {978-3-16-148410-0 and more}, issn = {2049-3630, 1234-5678}, pmid = {123}").fields
    assert (made["isbn"], made["issn"], made["pmid"]) == ("978-3-16-148410-0", "2049-3630", "123")
    assert "isbn" not in work("isbn = {978-3-16-148410-1}").fields


def test_noise_is_counted_and_nothing_else():
    made = work(
        "file = {:a.pdf:PDF}, owner = {me}, timestamp = {2014}, __markedentry = {x}, local-url = {x}, "
        "rating = 5"
    )
    assert sum(made.noise.values()) == 6
    assert (made.remarks, made.kept) == ([], [])


def test_what_has_no_field_is_told_and_kept():
    made = work("reportNumber = {R-1}, note = {To be read}, abstract = {Long}, colour = {red}")
    kinds = ["without a field", "abstract", "without a field", "without a field"]
    assert sorted(remark.kind for remark in made.remarks) == sorted(kinds)
    assert sorted(made.kept) == ["colour: red", "note: To be read", "reportnumber: R-1"]


def test_a_name_that_stands_twice_is_told():
    made = work("author = {Holm, B. and Doe, J. and Holm, B.}")
    assert made.fields["authors"] == ["Holm, B.", "Doe, J."]
    assert messages(made) == ["author: Holm, B. is listed again; it is written once"]


@pytest.mark.parametrize(
    ("written", "names", "message"),
    [
        ("Martin L. King, Jr.", ["King, Martin L., Jr."], "natural order"),
        ("Smith, J., Jones, B.-C.", ["Smith, J.", "Jones, B.-C."], "is read as a list of people"),
        ("Smith J, Jones BC, Doe D", ["Smith, J", "Jones, BC", "Doe, D"], "is read as a list of people"),
        ("王伟、李明", [{"family": "王伟"}, {"family": "李明"}], "divided by 、; each is read"),
        ("{Doe; Roe}", ["{Doe; Roe}"], "Doe; Roe is read as the name of one body"),
        ("Doe, J. and and Roe, R. and", ["Doe, J.", "Roe, R."], ""),
        ("سينا، ابن", ["سينا, ابن"], ""),
        ("Petrov A V and Doe, J.", ["Petrov, A V", "Doe, J."], "is read as the surname Petrov with initials"),
        ("{Doe, J. and Roe, R.} and Poe, P.", ["Doe, J.", "Roe, R.", "Poe, P."], "as a list of people"),
        ("{{Doe, J. and Roe, R.}}", ["Doe, J.", "Roe, R."], "is read as a list of people"),
        ("{J. Doe, R. Roe and P. Poe}", ["Doe, J.", "Roe, R.", "Poe, P."], "is read as a list of people"),
        ("{Doe and Roe}", ["{Doe and Roe}"], "Doe and Roe is read as the name of one body"),
        ("{Sand and Stone}, Ann", ["{Sand and Stone, Ann}"], "is read as the name of one body"),
        ("Department of Dyes, University of Blue", [{"literal": "Department of Dyes, University of Blue"}],
         "is read as the name of one body"),
        ("Andrew Bank", [{"literal": "Andrew Bank"}], "is read as the name of a body"),
        ("Group, Lamp", [{"family": "Group", "given": "Lamp"}], "is read as the name of a person"),
        ("Doe, J. and DOE, J", ["Doe, J."], "Doe, J. is listed again, as DOE, J; it is written once"),
        ("Doe, J. et al.", ["Doe, J.", "others"], ""),
        ("Doe, Jane*", ["Doe, Jane"], "Doe, Jane* is read without *"),
        (r"Doe$^{\dagger}$, J.", ["Doe, J."], "Doe†, J. is read without †"),
        ("Prof. Dr. Jane Doe", ["Doe, Jane"], "Prof. Dr. Jane Doe is read without Prof. Dr."),
        ("Jane Doe, PhD", ["Doe, Jane"], "Jane Doe, PhD is read without PhD"),
        ("{Dr. Doe Foundation}", [{"literal": "Dr. Doe Foundation"}], ""),
        ("Jane Doe, Rick Roe", ["Jane Doe, Rick Roe"], "is read as one person with the surname Jane Doe"),
        ("{Lamp Group et al.}", [{"literal": "Lamp Group"}, "others"], ""),
    ],
)  # fmt: skip
def test_what_a_list_may_mean_besides_is_told(written: str, names: list[Any], message: str):
    made = work(f"\n  author = {{{written}}}")
    assert made.fields["authors"] == names
    told = [str(remark) for remark in made.remarks]
    assert len(told) == bool(message)
    assert all(line.startswith("refs.bib:2: author: ") and message in line for line in told)


def test_crossref_and_xdata_are_followed():
    text = """@inproceedings{a, title = {Red}, author = {Holm, B.}, crossref = {Conf}}
    @proceedings{conf, title = {Lamps}, year = 2014, editor = {Doe, J.}, publisher = {P}}
    @article{b, title = {Blue}, author = {Holm, B.}, xdata = {data}}
    @xdata{data, journal = {J. Red}, year = 2013}
    @article{c, title = {Lost}, author = {Holm, B.}, year = 2000, crossref = {nowhere}}
    """
    first, _, second, third = works(text)
    assert (first.fields["container"], first.fields["year"], first.fields["editors"]) == (
        "Lamps",
        "2014",
        ["Doe, J."],
    )
    assert (second.fields["journal"], second.fields["year"]) == ("J. Red", "2013")
    assert any("nowhere" in message for message in messages(third))


def test_keywords_and_groups():
    made = work("keywords = {red, lead white; blue}, groups = {Lakes, Kilns}")
    assert (made.keywords, made.groups) == (("red, lead white", "blue"), ("Lakes", "Kilns"))
    assert work("keywords = {red, blue}").keywords == ("red", "blue")


def test_groups_in_comments():
    text = r"""@comment{jabref-meta: groupstree:
    0 AllEntriesGroup:;
    1 ExplicitGroup:Lakes\;0\;a\;b\;;
    }
    @comment{BibDesk Static Groups{<dict><key>group name</key>
    <string>Kilns</string><key>keys</key> <string>a,c</string></dict>}}
    """
    assert read_bibtex(text, "refs.bib").groups == {"Lakes": ("a", "b"), "Kilns": ("a", "c")}


def test_both_of_two_entries_with_one_key_are_read():
    file = read_bibtex("@misc{a, title={A}}\n@misc{a, title={B}}", "refs.bib")
    assert len(file.records) == 2
    assert [str(remark) for remark in file.remarks] == [
        "refs.bib:2: a: the key stands on line 1 as well; both entries are read"
    ]


def test_an_unknown_command_is_told_with_its_line():
    (made,) = works(
        "@misc{a,\n author = {Holm, B.},\n title = {Red \\obscure{lead}}, year = 2014, url={http://a.b}}"
    )
    assert made.fields["title"] == "Red lead"
    assert "refs.bib:3: title: the command \\obscure is not known; what is inside it is kept" in map(
        str, made.remarks
    )


def test_a_work_without_anything_is_still_a_work():
    (made,) = works("@article{empty}")
    assert made.fields == {"title": "Untitled", "authors": [{"literal": "Anonymous"}], "year": "no date"}
    assert len(made.remarks) == 3


def test_the_language_by_any_of_its_names():
    assert field("langid = {ngerman}", "language") == "de"
    assert field("language = {English}", "language") == "en"
    assert messages(work("language = {Volapuk or so}")) == [
        "language: is not a known language: Volapuk or so"
    ]


def test_signs_that_latex_would_print_are_written_in_records_without_latex():
    lines = [
        "TY  - JOUR",
        "TI  - Red--Blue in Fig.~3: ``Lakes''",
        "JO  - Phys.~Rev.",
        "AU  - Holm, B.",
        "PY  - 2014",
    ]
    (record,) = read_ris("\n".join([*lines, "ER  - ", ""]), "refs.ris").records
    made = make_work(record)
    assert (made.fields["title"], made.fields["journal"]) == ("Red–Blue in Fig. 3: “Lakes”", "Phys. Rev.")
    assert [remark.kind for remark in made.remarks] == ["mended", "mended"]


def test_a_title_that_is_refused_is_written_more_plainly_one_time_after_the_other():
    entry = "@misc{a, author = {Holm, B.}, year = 2014, title = {N$_2$ in Mg$_2$·$\\alpha$H$_2$O, 0 < x}}"
    (made,) = works(entry, "chemistry")
    told = [remark.message for remark in made.remarks if "without its markup" in remark.message]
    assert len(told) == len(set(told)) <= 2
    assert made.fields["title"].endswith("0 < x")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("url = {https://a.example/1}, howpublished = {\\url{https://a.example/2}}", "another web address"),
        ("url = {https://a.example/1 https://a.example/2}", "another web address"),
        ("url = {https://a.example/1}, urldate = {2020-13-01}", "is not a day: 2020-13-01"),
    ],
)
def test_an_address_or_a_visit_that_is_not_read_is_told_and_kept(fields: str, told: str):
    made = work(fields, "online")
    assert made.fields["url"] == "https://a.example/1"
    assert [told in remark.message for remark in made.remarks] == [True]
    assert len(made.kept) == 1


@pytest.mark.parametrize(
    "fields",
    [
        "url = {https://a.example/1}, note = {https://a.example/1}",
        "doi = {10.5555/x}, urldate = {2020-13-01}",
    ],
)
def test_an_address_that_is_repeated_and_a_visit_to_none_are_not_told(fields: str):
    assert work(fields).remarks == []
