"""Letters and figures on seven segments: a top, b c right, d foot, e f left, g middle.

Every letter differs from every other letter and from every figure, so that no ticket
reads as another one.
"""

from __future__ import annotations

from collections.abc import Mapping

GLYPHS: Mapping[str, str] = {
    " ": "",
    "-": "g",
    "0": "abcdef",
    "1": "bc",
    "2": "abdeg",
    "3": "abcdg",
    "4": "bcfg",
    "5": "acdfg",
    "6": "acdefg",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
    "A": "abcefg",
    "B": "cdefg",
    "C": "adef",
    "D": "bcdeg",
    "E": "adefg",
    "F": "aefg",
    "G": "acdef",
    "H": "bcefg",
    "I": "ef",
    "J": "bcde",
    "K": "acefg",
    "L": "def",
    "M": "aceg",
    "N": "ceg",
    "O": "cdeg",
    "P": "abefg",
    "Q": "abcfg",
    "R": "eg",
    "S": "acdf",
    "T": "defg",
    "U": "bcdef",
    "V": "cde",
    "W": "bdfg",
    "X": "bceg",
    "Y": "bcdfg",
    "Z": "abde",
}

WIDTH = 4


def glyph(sign: str) -> str:
    """Return the segments that are lit for one sign; none for one unknown."""
    return GLYPHS.get(sign.upper(), "")


def bits(sign: str) -> int:
    """Return the sign as a byte: segment a is the lowest bit, g the seventh."""
    return sum(1 << "abcdefg".index(segment) for segment in glyph(sign))
