"""Pages -> out/NAME-VERSION.zip, the whole site for a memory stick: opens from a folder, needs no network.

The same content gives the same bytes, whatever the folder, the clock or the time zone; all files have the
time stamp that the engine is given.
"""

import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

from virtualissue.files import replacing
from virtualissue.model.issue import Issue
from virtualissue.site.assets import SiteAssets
from virtualissue.site.pages import Page, plan_pages
from virtualissue.site.theme import SiteTheme
from virtualissue.views.moment import moment_of

# the page for missing addresses has links from the root of a host, which only a server can use
NOT_FOUND = Path("404.html")
OLDEST = 1980  # the first year that a zip can say


def build_offline(issue: Issue, pages: Iterable[Page], assets: SiteAssets, theme: Path, out: Path) -> Path:
    """The bundle, out/NAME-VERSION.zip; raises `EngineError` where MkDocs refuses its settings."""
    themed = SiteTheme(issue, tuple(plan_pages(issue)), theme, extra={"offline": True})
    files = {Path(address): html.encode() for address, html in themed.render_pages(assets.note(pages))}
    files |= dict(themed.find_files()) | dict(assets.render())
    files[Path("README.txt")] = render_readme(issue).replace("\n", "\r\n").encode()
    del files[NOT_FOUND]
    name = "-".join(filter(None, (issue.front.name, issue.front.version)))
    bundle = out / f"{name}.zip"
    named = {Path(name) / path: content for path, content in files.items()}
    with replacing(bundle, out / "bundles") as aside:
        aside.write_bytes(pack(named, moment_of(issue)))
    return bundle


def pack(files: Mapping[Path, bytes], moment: datetime) -> bytes:
    """A zip archive of these files in the order of their names; all have the same time stamp."""
    day = (max(moment.year, OLDEST), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path.as_posix(), day)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def render_readme(issue: Issue) -> str:
    """What a student finds beside the pages when the bundle is unpacked."""
    front, count, words = issue.front, len(issue.articles), issue.words
    title = front.title.text
    works = f"{count} {words['article' if count == 1 else 'articles'].lower()}"
    about = ", ".join(filter(None, (front.version and f"Version {front.version}", works)))
    return f"""{title}
{"=" * len(title)}

{f"{front.description}{chr(10)}{chr(10)}" if front.description else ""}How to read it
  1. Unpack the whole archive into any folder.
  2. Open index.html with a browser. Nothing is installed, and no network is needed.
  3. Search, tables, charts and explanations all work from the folder.

Links that lead outside, such as the DOI of an article, are marked; they need a network.

{about[:1].upper()}{about[1:]}.
The texts and data are under {front.license.title} ({front.license.path}).
The {words["articles"].lower()} belong to their publishers.
"""
