"""A work -> its item in CSL-JSON, its title with the markup that CSL allows: `<i>`, `<sub>` and `<sup>`."""

import json

from virtualissue.bibliography.annotations import find_annotations
from virtualissue.bibliography.csl import CslItem, make_csl_item
from virtualissue.bibliography.work import Work


def render_csl_json(key: str, work: Work) -> str:
    """The item of a work under an identifier, as one object.

    CSL has no way to escape text. No title needs one: `check` refuses whatever looks like a tag in it. What
    the schema of CSL has no variable for is in `custom`, which that schema leaves to programs and no style
    prints: `orcid` and `native` hold, under the role and the number of a name, what is said of it.
    """
    item = make_csl_item(work, key) | {"title": work.title.csl}
    if work.arxiv:
        item |= {"archive": "arXiv", "archive_location": work.arxiv}
    custom: CslItem = {}
    for role, number, kind, value in find_annotations(work):
        if kind == "family":  # which has a variable here
            continue
        custom.setdefault(kind, {}).setdefault(role, {})[str(number)] = value
    if custom:
        item["custom"] = custom
    return json.dumps(item, ensure_ascii=False, indent=2)
