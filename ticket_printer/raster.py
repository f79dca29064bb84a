"""Draws a slip's parts as the printer's dots: 1 bit, no dithering, 8 dots a millimetre.

Basic layout, one bundled font, one threshold: the same bits on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import assert_never
from unicodedata import normalize

import segno
from PIL import Image, ImageDraw, ImageFont

from ticket_printer.slip import Band, Code, Number, Pair, Part, Rule, Space, Text

BLACK, WHITE, THRESHOLD = 0, 255, 150
WIDE = 576
LINE_HEIGHT = 1.4
LEAST_TEXT = 22
LEAST_NUMBER = 100  # dots a capital is high: 12.5 mm
QUIET, LARGEST_MODULE = 4, 8
FONTS = Path(__file__).parent / "fonts"


@lru_cache(maxsize=64)
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """Return the slip's font at a size in dots."""
    name = "DejaVuSansCondensed-Bold.ttf" if bold else "DejaVuSansCondensed.ttf"
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def draw(parts: Iterable[Part], width: int) -> Image.Image:
    """Return the slip as a 1-bit picture, as wide as the paper."""
    strip = Strip(width)
    for part in parts:
        strip.add(part)
    return strip.picture()


class Strip:
    """A strip of paper that grows downwards."""

    def __init__(self, width: int) -> None:
        """Start blank."""
        self.width = width
        self._margin = width // 24
        self._y = 0
        self._image = Image.new("L", (width, 8 * width), WHITE)
        self._draw = ImageDraw.Draw(self._image)

    def add(self, part: Part) -> None:
        """Draw one part below the others."""
        match part:
            case Text():
                self._text(part)
            case Number(text):
                self._number(text)
            case Pair(left, right):
                self._pair((left, right))
            case Code(link):
                self._code(link)
            case Band(text):
                self._band(text)
            case Rule(gap):
                self._rule(self._scaled(gap))
            case Space(dots):
                self._y += self._scaled(dots)
            case _:
                assert_never(part)

    def picture(self) -> Image.Image:
        """Return what was drawn so far, in black and white."""
        strip = self._image.crop((0, 0, self.width, self._y))
        cut = [BLACK if shade <= THRESHOLD else WHITE for shade in range(256)]
        return strip.point(cut).convert("1", dither=Image.Dither.NONE)

    def _scaled(self, dots: int) -> int:
        return round(dots * self.width / WIDE)

    def _text_size(self, dots: int) -> int:
        return max(LEAST_TEXT, self._scaled(dots))

    @property
    def _room(self) -> int:
        return self.width - 2 * self._margin

    def _text(self, part: Text) -> None:
        size = self._text_size(part.size)
        for line in broken(normalize("NFC", part.text), part, size, self._room):
            self._line(line, size, part.bold)

    def _line(self, text: str, size: int, bold: bool, ink: int = BLACK) -> None:
        height = round(size * LINE_HEIGHT)
        middle = (self.width // 2, self._y + height // 2)
        fits = fitting(text, size, bold, self._room)
        self._draw.text(middle, text, ink, fits, anchor="mm")
        self._y += height

    def _number(self, text: str) -> None:
        picture = number_picture(text, self._room)
        self._y += self._margin
        left = (self.width - picture.width) // 2
        self._image.paste(picture, (left, self._y))
        self._y += picture.height + self._margin

    def _band(self, text: str) -> None:
        size = self._text_size(32)
        edge = round(size * 0.15)
        height = round(size * LINE_HEIGHT) + 2 * edge
        self._draw.rectangle((0, self._y, self.width, self._y + height), BLACK)
        self._y += edge
        self._line(text, size, True, WHITE)
        self._y += edge

    def _rule(self, gap: int) -> None:
        self._y += gap
        self._draw.line((0, self._y, self.width, self._y), BLACK, 3)
        self._y += gap

    def _pair(self, cells: tuple[tuple[str, str], tuple[str, str]]) -> None:
        small, large = self._text_size(25), self._text_size(42)
        half, height = self.width // 2, round((small + large) * LINE_HEIGHT)
        for left, (label, value) in zip((0, half), cells, strict=True):
            self._cell(left + half // 2, (label, value), (small, large))
        self._draw.line((half, self._y, half, self._y + height), BLACK, 3)
        self._y += height

    def _cell(
        self, middle: int, texts: tuple[str, str], sizes: tuple[int, int]
    ) -> None:
        room, top = self.width // 2 - 16, float(self._y)
        for text, size, bold in zip(texts, sizes, (False, True), strict=True):
            where = (middle, top + size * LINE_HEIGHT / 2)
            fits = fitting(text, size, bold, room)
            self._draw.text(where, text, BLACK, fits, anchor="mm")
            top += size * LINE_HEIGHT

    def _code(self, link: str) -> None:
        modules = segno.make(link, error="m", micro=False, boost_error=False).matrix
        side = len(modules)
        dots = min(LARGEST_MODULE, self.width // (side + 2 * QUIET))
        left, top = (self.width - side * dots) // 2, self._y + QUIET * dots
        for row, cells in enumerate(modules):
            for column, dark in enumerate(cells):
                if dark:
                    x, y = left + column * dots, top + row * dots
                    self._draw.rectangle((x, y, x + dots - 1, y + dots - 1), BLACK)
        self._y = top + (side + QUIET) * dots


def fitting(text: str, size: int, bold: bool, room: int) -> ImageFont.FreeTypeFont:
    """Return the font at that size, or at the largest at which the text fits."""
    while (chosen := font(size, bold)).getlength(text) > room and size > 1:
        size -= 1
    return chosen


def broken(text: str, part: Text, size: int, room: int) -> tuple[str, ...]:
    """Return the text in lines that fit the room, at most `part.most` of them."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        fits = font(size, part.bold).getlength(longer) <= room
        if fits or not lines[-1] or len(lines) == part.most:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def number_picture(text: str, room: int) -> Image.Image:
    """Return the number filling the room; a long one is squeezed, never low."""
    # Width and height grow with the size: guess from one, then step down to it.
    widest = room * room / _width(text, room)
    lowest = room * LEAST_NUMBER / _cap(room)
    size = round(max(widest, lowest)) + 3
    while _width(text, size) > room and _cap(size) > LEAST_NUMBER:
        size -= 1
    box = font(size, True).getbbox(text, anchor="ls")
    left, top, right, bottom = (round(edge) for edge in box)
    picture = Image.new("L", (right - left, bottom - top), WHITE)
    ImageDraw.Draw(picture).text((-left, -top), text, BLACK, font(size, True), "ls")
    if picture.width > room:
        return picture.resize((room, picture.height), Image.Resampling.BICUBIC)
    return picture


def _width(text: str, size: int) -> float:
    return font(size, True).getlength(text)


def _cap(size: int) -> int:
    return -round(font(size, True).getbbox("H", anchor="ls")[1])
