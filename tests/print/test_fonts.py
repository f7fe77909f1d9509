"""What the fonts inside a library can set."""

import pytest

from virtualissue.print.fonts import read_characters
from virtualissue.print.pdf import FACE, LIBRARY


def test_the_fonts_tables_tell_what_can_be_set():
    settable = read_characters(LIBRARY, FACE)
    assert {ord(sign) for sign in "Aéłσ₂⁻≤−–’"} <= settable
    assert ord("漢") not in settable
    with pytest.raises(LookupError, match="Helvetica"):
        read_characters(LIBRARY, "Helvetica")
