"""Letters, sizes and lines of the report on paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "PublicSans", "PublicSans-Bold"
INK, QUIET, EDGE, LINE = (
    HexColor(f"#{code}") for code in ("0e1a27", "2f4053", "66778a", "c5ced8")
)
WHITE = HexColor("#ffffff")
SIDE, TOP, FOOT = 16 * mm, 14 * mm, 18 * mm
GAP = 2.4 * mm


@cache
def letters() -> None:
    """Have the fonts known, once a process; what is used of them is embedded."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD)


def style(size: float, *, bold: bool = False, **more: Any) -> ParagraphStyle:
    """Return how a paragraph looks; no line is under 1.4 of its letters."""
    return ParagraphStyle(
        f"{size} {bold} {sorted(more)}",
        fontName=BOLD if bold else PLAIN,
        fontSize=size,
        leading=size * 1.4,
        textColor=more.pop("color", INK),
        **more,
    )


TITLE = style(19, bold=True)
SUBTITLE = style(10, color=QUIET)
PART = style(12.5, bold=True, spaceBefore=1.5 * mm)
TABLE = style(9.5, bold=True)
TEXT = style(10)
STRONG = style(10, bold=True)
LABEL = style(10, color=QUIET)
HASH = style(8, color=QUIET)
SMALL = style(8.5, color=QUIET)
COLUMN = style(9, color=QUIET)
COLUMN_R = style(9, color=QUIET, alignment=TA_RIGHT)
CELL = style(9)
CELL_R = style(9, alignment=TA_RIGHT)
SUM = style(9, bold=True)
SUM_R = style(9, bold=True, alignment=TA_RIGHT)
BIG = style(17, bold=True)
BIG_LABEL = style(9, color=QUIET)
GOAL = style(11, bold=True, alignment=TA_RIGHT)
CHIP = style(8.5, alignment=TA_CENTER)
SIGN = style(10, bold=True, alignment=TA_CENTER)
SIGN_HERE = style(10, color=QUIET, alignment=TA_CENTER)
SAYING = style(10, leftIndent=5 * mm, firstLineIndent=-5 * mm, spaceAfter=1 * mm)

BOXED = [
    ("BOX", (0, 0), (-1, -1), 0.8, INK),
    ("FONT", (0, 0), (-1, -1), PLAIN, 8.5),
    ("TEXTCOLOR", (0, 0), (-1, -1), INK),
    ("TOPPADDING", (0, 0), (-1, -1), 1 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm),
    ("LEFTPADDING", (0, 0), (-1, -1), 1.6 * mm),
    ("RIGHTPADDING", (0, 0), (-1, -1), 1.6 * mm),
]
TILED = [
    ("BOX", (0, 0), (-1, -1), 0.8, EDGE),
    ("INNERGRID", (0, 0), (-1, -1), 0.8, EDGE),
    ("LEFTPADDING", (0, 0), (-1, -1), 2.5 * mm),
    ("TOPPADDING", (0, 0), (-1, -1), 1.2 * mm),
]
GOALED = [
    ("SPAN", (0, 1), (1, 1)),
    ("BOX", (0, 0), (-1, -1), 0.8, EDGE),
    ("LEFTPADDING", (0, 0), (0, -1), 3 * mm),
    ("RIGHTPADDING", (-1, 0), (-1, -1), 3 * mm),
]
