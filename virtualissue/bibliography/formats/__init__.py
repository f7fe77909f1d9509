"""The files in which bibliographies travel; this is the table of those that are written.

PubMed's format and lists in LaTeX are read only.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from virtualissue.bibliography.formats.bibtex_writer import render_bibtex
from virtualissue.bibliography.formats.csl_json import render_csl_json
from virtualissue.bibliography.formats.ris_writer import render_ris
from virtualissue.bibliography.work import Work


@dataclass(frozen=True)
class RecordFormat:
    """A format: its name, the suffix of its files, its media type, and how a work is written in it.

    A file of several records is `opening`, the records with `joint` between them, and `closing`: whoever has
    the records can make the file.
    """

    name: str
    suffix: str
    media_type: str
    render: Callable[[str, Work], str]
    opening: str = ""
    joint: str = "\n\n"
    closing: str = "\n"

    def join(self, records: Iterable[str]) -> str:
        """The text of a file with these records."""
        return self.opening + self.joint.join(records) + self.closing


BIBTEX = RecordFormat("BibTeX", "bib", "application/x-bibtex", render_bibtex)
RIS = RecordFormat("RIS", "ris", "application/x-research-info-systems", render_ris)
CSL_JSON = RecordFormat(
    "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", render_csl_json, "[\n", ",\n", "\n]\n"
)
FORMATS: tuple[RecordFormat, ...] = (BIBTEX, RIS, CSL_JSON)


def render_works(works: Mapping[str, Work], form: RecordFormat) -> str:
    """The text of a file with works, each under its key."""
    return form.join(form.render(key, work) for key, work in works.items())
