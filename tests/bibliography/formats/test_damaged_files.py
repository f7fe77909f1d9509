"""Files that are damaged anywhere are read as far as they go, and give only works that are whole."""

import json
from random import Random

import pytest

from tests.bibliography.formats.test_nbib_reader import TEXT
from tests.bibliography.formats.works import read_all_works
from virtualissue.bibliography.formats import FORMATS, render_works
from virtualissue.bibliography.reading.work_fields import make_work
from virtualissue.bibliography.work import Work
from virtualissue.importing.articles import write_article
from virtualissue.importing.files import READERS
from virtualissue.loader.yaml_source import Source

DAMAGE = [
    *"{}\"\\$@#%,=()[]\n\t'-~^_&<>*:|`é王", "\\emph{", "$x$", " and ", "others", "@article{", "<i>",
    "&amp;", "null", "1e3",
    "TY  - ", "ER  - ", "year = ", "10.5555/", "arXiv:", "\\textsubscript{", '{"family":', "9" * 12,
]  # fmt: skip
SOME = dict(list(read_all_works().items())[::4])
WHOLE = {f".{form.suffix}": render_works(SOME, form) for form in FORMATS}
WHOLE[".nbib"] = TEXT


def damage(text: str, random: Random) -> str:
    for _ in range(random.randrange(1, 9)):
        place = random.randrange(len(text) + 1)
        left_out = random.choice([0, 0, 1, 15])
        text = text[:place] + random.choice(DAMAGE) + text[place + left_out :]
    return text


@pytest.mark.parametrize("suffix", WHOLE)
@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_file_is_read(suffix: str, seed: int):
    text = damage(WHOLE[suffix], Random(seed))
    for record in READERS[suffix](text, "refs").records:
        made = make_work(record)
        Work.model_validate(made.fields)
        source = Source("a.yml", "articles", "a", write_article(made))
        written = {name: value for name, value in source.data.items() if name != "citation_keys"}
        if written.get("type") == "preprint":
            written["type"] = "article"
        assert json.dumps(written, sort_keys=True) == json.dumps(made.fields, sort_keys=True)
