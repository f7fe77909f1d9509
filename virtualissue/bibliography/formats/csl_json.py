"""A work -> its item in CSL-JSON, its title with the markup that CSL allows: `<i>`, `<sub>` and `<sup>`."""

import json

from virtualissue.bibliography.csl import make_csl_item
from virtualissue.bibliography.work import Work


def render_csl_json(key: str, work: Work) -> str:
    """The item of a work under an identifier, as one object.

    CSL has no way to escape text. No title needs one: `check` refuses whatever looks like a tag in it.
    """
    item = make_csl_item(work, key) | {"title": work.title.csl}
    return json.dumps(item, ensure_ascii=False, indent=2)
