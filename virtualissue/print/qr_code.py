"""An address -> its QR code as SVG: the only file that knows the library that draws it."""

from functools import lru_cache
from io import BytesIO


@lru_cache(maxsize=256)  # every edition and paper of a handout has the same
def draw_code(address: str) -> str:
    """Black squares that hold the address and survive a fold in the paper (a quarter of them may be lost)."""
    import segno  # noqa: PLC0415 (nothing needs it where the site has no address)

    svg = BytesIO()
    segno.make(address, error="q", micro=False).save(svg, kind="svg", border=0, xmldecl=False, nl=False)
    return svg.getvalue().decode()
