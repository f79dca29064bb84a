"""Which PINs are taken (pure): long enough, and not the first that anyone would try."""

from __future__ import annotations

import re
from itertools import pairwise

from events.replies import Sentence

PIN = re.compile(r"[0-9]{6,12}", re.ASCII)
LONGEST_PATTERN = 3

FORM = Sentence(
    vi="Mã PIN gồm 6 đến 12 chữ số. Hãy chọn mã khác.",
    en="A PIN has 6 to 12 digits. Choose another.",
)
EASY = Sentence(
    vi="Mã PIN này quá dễ đoán (số lặp lại, hoặc tăng hay giảm đều, kể cả vòng qua "
    "0). Hãy chọn mã khác.",
    en="This PIN is too easy to guess (repeated, or up or down by equal steps, also "
    "past 0). Choose another.",
)


def fault(pin: str) -> Sentence | None:
    """Return why a PIN is not taken, or None if it is."""
    if not PIN.fullmatch(pin):
        return FORM
    return EASY if is_easy(pin) else None


def is_easy(pin: str) -> bool:
    """Whether the digits repeat (121212) or go on by equal steps (123456, 753197)."""
    digits = [int(digit) for digit in pin]
    steps = {(b - a) % 10 for a, b in pairwise(digits)}
    return len(steps) == 1 or any(
        all(digits[n] == digits[n % period] for n in range(len(digits)))
        for period in range(1, LONGEST_PATTERN + 1)
    )
