"""Records with the traits of a bibliography of particle physics: each is read, and comes back."""

import pytest

from virtualissue.bibliography.formats import BIBTEX, CSL_JSON, RecordFormat, render_works
from virtualissue.bibliography.formats.bibtex_reader import read_bibtex
from virtualissue.bibliography.reading.work_fields import make_work
from virtualissue.bibliography.work import Work
from virtualissue.importing.files import READERS

RECORDS = r"""
@article{Lamp:2031abc, author = "Holm, B. and others", collaboration = "LAMP",
  title = "{Search for $4b$ and $t\bar{t}$ at $\sqrt{s}=13.6$ TeV}", eprint = "3101.01234",
  archivePrefix = "arXiv", primaryClass = "hep-ex", reportNumber = "LAMP-1",
  doi = "10.5555/JHEP07(2021)012", journal = "JHEP", volume = "07", pages = "012", year = "2021"}
@article{doe, author = "Doe, Jane and Na\"\i{}m, C. -J. and Roe, R.S.",
  title = "Jets in the 4\emph{b} Channel~II", journal = "Phys. Rev.", volume = "D94",
  number = "3-4", pages = "063A01", year = "2016", month = "3"}
@inproceedings{roe, author = "Roe, Rick", title = "{$U(1)_{L_\mu-L_\tau}$ and {\it Machine} Learning}",
  booktitle = "{40th Invented Conference}", eprint = "hep-ex/0101001", year = "2011"}
@misc{hans, author = "Hans Lampe and Ilse Bilse and Grete Ochre",
  title = "Lamps \& 100\% Light", howpublished = "\url{https://toy.example/~lamps}", year = "2019"}
@article{brace, author = "{Hans Lampe and Ilse Bilse and Grete Ochre}",
  title = "$p_T$ spectra", journal = "J", year = 2020}
@article{two, author = "Lampe, Hans and Ochre, O. and Lampe, Hans",
  title = "Twice", journal = "J", year = 2020}
@phdthesis{thesis, author = "Bilse, Ilse", title = "{Lepton flavour}", school = "Invented U.", year = "2017"}
@article{press, author = "Bilse, Ilse", title = "Soon", journal = "Eur. Phys. J. C", year = "in press"}
@online{review, author = "{Lamp Community}", title = "A Living Review", url = "https://toy.example/review"}
"""


def read_records() -> dict[str, Work]:
    """Each record as a work."""
    made = {record.key: make_work(record) for record in read_bibtex(RECORDS, "refs.bib").records}
    return {key: Work.model_validate(one.fields) for key, one in made.items()}


def test_each_record_can_be_expressed():
    works = read_records()
    assert len(works) == RECORDS.count("@")
    assert works["Lamp:2031abc"].volume == "07"
    assert works["Lamp:2031abc"].authors == ("LAMP Collaboration",)
    assert works["doe"].journal == "Phys. Rev. D"
    assert works["brace"].authors == works["hans"].authors == ("Lampe, Hans", "Bilse, Ilse", "Ochre, Grete")
    assert works["two"].authors == ("Lampe, Hans", "Ochre, O.")


@pytest.mark.parametrize("form", [BIBTEX, CSL_JSON], ids=lambda form: form.name)
def test_each_record_comes_back(form: RecordFormat):
    works = read_records()
    again = READERS[f".{form.suffix}"](render_works(works, form), "refs").records
    assert [record.key for record in again] == list(works)
    for record, work in zip(again, works.values(), strict=True):
        found = Work.model_validate(make_work(record).fields)
        assert "*" not in found.title.csl
        assert found.title.csl == work.title.csl
        assert (found.pages, found.volume, found.arxiv, found.doi) == (
            work.pages,
            work.volume,
            work.arxiv,
            work.doi,
        )
        assert [name.short for name in found.authors] == [name.short for name in work.authors]
