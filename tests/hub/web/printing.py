"""Paper for tests: what Chromium prints, as a printer's dots, read by a reader."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from playwright.sync_api import Page

THERMAL = 203 / 72  # dots of a thermal printer for a point of the PDF


def printed(page: Page, file: Path, width: str, height: str) -> list[np.ndarray]:
    """Print to paper of that size, and return each sheet as a printer's dots."""
    page.pdf(path=file, width=width, height=height)
    sheets = pypdfium2.PdfDocument(file)
    try:
        return [
            np.array(sheet.render(scale=THERMAL).to_pil().convert("L"))
            for sheet in sheets
        ]
    finally:
        sheets.close()


def words(page: Page, file: Path, width: str, height: str) -> str:
    """Print to paper of that size, and return what can be read on it, unspaced."""
    page.pdf(path=file, width=width, height=height)
    sheets = pypdfium2.PdfDocument(file)
    try:
        return plain("".join(each.get_textpage().get_text_range() for each in sheets))
    finally:
        sheets.close()


def plain(text: str) -> str:
    """Return a text without the spaces and line ends that paper puts in."""
    return "".join(unicodedata.normalize("NFC", text).split())


def codes(sheet: np.ndarray) -> set[str]:
    """Return what an independent reader finds on a sheet, in black and white."""
    dots = np.where(sheet < 128, 0, 255).astype(np.uint8)
    found, texts, *_ = cv2.QRCodeDetector().detectAndDecodeMulti(dots)
    return set(texts) if found else set()
