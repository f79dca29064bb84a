"""Letters and figures on seven segments."""

from __future__ import annotations

from string import ascii_uppercase, digits

import pytest

from counter_device.segments import GLYPHS, bits, glyph


def test_no_two_signs_look_alike():
    """No letter of a ticket can be read as another letter or a figure."""
    assert len({bits(sign) for sign in ascii_uppercase + digits}) == 36


@pytest.mark.parametrize(
    ("sign", "byte"), [("0", 0x3F), ("1", 0x06), ("8", 0x7F), ("A", 0x77), ("-", 0x40)]
)
def test_bits_as_the_chip_wants_them(sign, byte):
    """Segment a is the lowest bit, g the seventh, the colon is never lit."""
    assert bits(sign) == byte


def test_an_unknown_sign_stays_dark():
    """What seven segments cannot write is left out."""
    assert glyph("@") == glyph(" ") == ""
    assert glyph("a") == GLYPHS["A"]
