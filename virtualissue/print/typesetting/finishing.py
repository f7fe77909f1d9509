"""What is done to a PDF after Typst: cells that head their row, fields in which to type, other papers."""

from collections.abc import Iterable, Mapping
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String

from virtualissue.print.printouts import SCREEN

# The templates mark the place of a field by a link to an address of this kind, with its name: `field:course`.
FIELD = "field:"
PRINTED = 4  # the flag of an annotation that is printed as well
# In the color of the ink, as large as the field allows: a long text is set smaller.
APPEARANCE = "0.11 0.13 0.16 rg /Helv 0 Tf"
# Width and height of each paper in points. Everything is set on the first.
SHEETS: Mapping[str, tuple[float, float]] = {"a4": (595.2756, 841.8898), "letter": (612, 792)}
# Of what a sheet has beside its text, the shares of the inner and the lower margin, as in `page.typ`.
INNER, LOWER = 0.55, 0.48


def finish_pdf(pdf: bytes, labels: Mapping[str, str], papers: Iterable[str]) -> dict[str, bytes]:
    """The PDF on each paper, with headings of rows in its tables, and with labeled fields.

    It is also smaller, because its objects are packed together. The same PDF always gives the same bytes.
    """
    finished = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        _head_rows(document)
        _make_fields(document, labels)
        for paper in papers:
            if paper != SCREEN:
                _move_edges(document, paper)
            file = BytesIO()
            document.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            finished[paper] = file.getvalue()
    return finished


def _head_rows(document: Pdf) -> None:
    """Makes the first cell of each row below the head of a table the header of that row."""
    root = document.Root.StructTreeRoot
    if "/IDTree" not in root:
        return  # there is no table: only the cells of their heads have names
    known = NameTree(root.IDTree)
    tables = {table.objgen: table for table in (cell.P.P.P for cell in known.values() if cell.S == "/TH")}
    bodies = (part for table in tables.values() for part in table.K if part.S == "/TBody")
    rows = [row for body in bodies for row in body.K]
    named = dict(known)
    for number, row in enumerate(rows):
        head, *others = [one for one in row.K if isinstance(one, Dictionary)]
        name = f"row {number}"
        head.S, head.ID, named[name] = Name.TH, String(name), head
        head.A[0].Scope = Name.Row
        for cell in others:
            cell.A[0].Headers.append(String(name))
    # written as a whole, because to add names one by one would take longer than all else
    pairs = [part for name, cell in sorted(named.items()) for part in (String(name), cell)]
    root.IDTree = Dictionary(Names=Array(pairs))


def _make_fields(document: Pdf, labels: Mapping[str, str]) -> None:
    """Turns each marked link into a field, in the structure of the document as well."""
    marked = [
        (page.obj, link, str(link.A.URI).removeprefix(FIELD))
        for page in document.pages
        for link in page.obj.get("/Annots", ())
        if "/URI" in link.get("/A", ()) and str(link.A.URI).startswith(FIELD)
    ]
    if not marked:
        return
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    resources = document.make_indirect(Dictionary(Font=Dictionary(Helv=document.make_indirect(font))))
    elements = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    for page, place, name in marked:
        elements[int(place.StructParent)].S = Name.Form
        for key in ("/A", "/Border", "/Contents"):
            if key in place:
                del place[key]
        place.Subtype, place.FT, place.T, place.TU = Name.Widget, Name.Tx, String(name), String(labels[name])
        place.DA, place.F, place.P = String(APPEARANCE), PRINTED, page
        left, bottom, right, top = (float(one) for one in place.Rect)
        empty = document.make_stream(
            b"/Tx BMC EMC",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, right - left, top - bottom],
            Resources=resources,
        )
        place.AP = Dictionary(N=empty)
    document.Root.AcroForm = Dictionary(
        Fields=Array([place for _, place, _ in marked]),
        DR=resources,
        DA=String(APPEARANCE),
    )


def _move_edges(document: Pdf, paper: str) -> None:
    """Puts the edges of a paper around what is on each page; the inner margin is at the left of odd pages."""
    width, height = SHEETS[paper]
    beside, below = (old - new for old, new in zip(SHEETS["a4"], SHEETS[paper], strict=True))
    for number, page in enumerate(document.pages, 1):
        left, bottom = beside * (INNER if number % 2 else 1 - INNER), below * LOWER
        page.mediabox = Array([round(edge, 4) for edge in (left, bottom, left + width, bottom + height)])
