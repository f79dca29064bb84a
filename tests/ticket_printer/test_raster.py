"""How a slip is drawn."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pytest
from msgspec import structs
from PIL import Image

from events.plan import Names
from events.visit import VisitClass
from tests.ticket_printer.dispenser_site import LINK
from tests.ticket_printer.test_slip import JOB, SITE
from ticket_printer.job import Job
from ticket_printer.raster import draw, font, number_picture
from ticket_printer.slip import SlipSite, describe

GOLDEN = Path(__file__).parent / "golden"
LONG = Names(
    "Đăng ký biến động đất đai, tài sản gắn liền với đất, cấp đổi giấy chứng nhận",
    "Land, property and renewing certificates of ownership",
)
OFFICE = SlipSite(SITE.office, {**SITE.services, "C": LONG}, 15, is_demo=True)

SLIPS = {
    "plain-80mm": (JOB, 576),
    "plain-58mm": (JOB, 384),
    "priority-80mm": (structs.replace(JOB, visit_class=VisitClass.PRIORITY), 576),
    "copy-80mm": (structs.replace(JOB, is_copy=True, ahead=None), 576),
    "long-name-58mm": (structs.replace(JOB, service="C", ticket="C1000"), 384),
    "no-estimate-80mm": (structs.replace(JOB, wait=None), 576),
}


def picture(job: Job, width: int) -> Image.Image:
    """Return the slip, drawn."""
    return draw(describe(job, OFFICE, width < 500), width)


@pytest.mark.parametrize("name", SLIPS)
def test_slips_are_drawn_as_agreed(name: str) -> None:
    """Every slip is drawn bit for bit as the golden picture that people looked at."""
    drawn = picture(*SLIPS[name])
    with Image.open(GOLDEN / f"{name}.png") as golden:
        assert drawn.size == golden.size
        assert drawn.tobytes() == golden.convert("1").tobytes()


@pytest.mark.parametrize("name", SLIPS)
def test_the_code_can_be_read(name: str) -> None:
    """An independent reader finds the link in the slip's code."""
    job, width = SLIPS[name]
    grey = np.array(picture(job, width).convert("L"))
    bordered = cv2.copyMakeBorder(grey, 8, 8, 8, 8, cv2.BORDER_CONSTANT, value=(255,))
    found, *_ = cv2.QRCodeDetector().detectAndDecode(bordered)
    assert found == LINK


@pytest.mark.parametrize("ticket", ["A001", "W888", "A1000", "W12345"])
@pytest.mark.parametrize("width", [576, 384])
def test_the_number_can_be_read_from_afar(ticket: str, width: int) -> None:
    """The number is at least 12 mm high on both papers, and fits."""
    room = width - 2 * (width // 24)
    drawn = number_picture(ticket, room)
    ink = np.array(drawn) < 128
    rows = np.flatnonzero(ink.any(axis=1))
    assert rows[-1] - rows[0] + 1 >= 12 * 8
    assert drawn.width <= room


def test_every_vietnamese_letter_is_in_the_font() -> None:
    """All 146 Vietnamese letters have a glyph of their own, in both weights."""
    vowels = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    small = {unicodedata.normalize("NFC", v + t) for v in vowels for t in tones}
    letters = {*small, "đ"} | {letter.upper() for letter in (*small, "đ")}
    assert len(letters) == 146
    for bold in (False, True):
        shapes = {letter: glyph(letter, bold) for letter in letters}
        assert glyph("\ue123", bold) not in shapes.values()
        assert len(set(shapes.values())) == 146


def glyph(letter: str, bold: bool) -> bytes:
    """Return the shape that the font gives a letter."""
    mask = font(40, bold).getmask(letter)
    return bytes(mask) + bytes(mask.size)


def test_a_slip_is_black_and_white_and_as_wide_as_its_paper() -> None:
    """The picture has one bit a dot and the paper's width."""
    for job, width in SLIPS.values():
        drawn = picture(job, width)
        assert (drawn.mode, drawn.width) == ("1", width)


def test_composed_and_decomposed_letters_look_the_same() -> None:
    """A name typed with separate tone marks is drawn like any other."""
    apart = unicodedata.normalize("NFD", "Bưu điện Hoàn Kiếm")
    office = SlipSite(apart, OFFICE.services, 15, is_demo=True)
    assert draw(describe(JOB, office), 576).tobytes() == picture(JOB, 576).tobytes()
