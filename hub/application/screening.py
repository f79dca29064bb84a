"""Does a note name a person? Numbers, addresses and codes in free text (pure).

What is harmless (dates, hours, money, ticket numbers) is blanked first; then groups of
digits are read together as a person would write a number, and looked at. No pattern
finds a name: for that the text is erasable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations
from unicodedata import decimal

from msgspec import Struct


class Personal(StrEnum):
    """What a piece of text looks like."""

    PHONE = "phone"
    ID_NUMBER = "id-number"
    BANK_CARD = "bank-card"
    EMAIL = "e-mail"
    DOSSIER_CODE = "dossier-code"


class Found(Struct, frozen=True, kw_only=True):
    """A piece of a note: from its first character, counted from 1, to its last."""

    kind: Personal
    first: int
    last: int


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
# A birthday inside a telephone number is no date: nothing may go on behind it.
_END = r"(?![.\-]?\d)"
HARMLESS = re.compile(
    rf"(?<![\d.\-]){_DAY}([/.\-]){_MONTH}\1{_YEAR}{_END}"
    rf"|(?<![\d.\-]){_YEAR}-{_MONTH}-{_DAY}{_END}"
    rf"|(?<![\d.\-]){_MONTH}[./\-]{_YEAR}{_END}"
    rf"|(?<![\d.])(?:{_BYTE}\.){{3}}{_BYTE}(?!\.?\d)"
    r"|(?<!\d)(?:[01]?\d|2[0-3])(?::[0-5]\d){1,2}(?!\d)"
    r"|(?<!\d)(?:[01]?\d|2[0-3]) ?(?:h|g|giờ) ?(?:[0-5]\d)?(?!\d)"
    r"|(?<![A-Za-z0-9])[A-Z]\d{3,5}(?!\d)"
    r"|(?<![\d.,])[1-9](?:\d{0,2}(?:[.,]\d{3})+|\d{0,2}(?: \d{3})+|\d{0,7})"
    r" ?(?:đ|₫|đồng|vnđ|vnd|k|nghìn|ngàn|triệu|tỷ|tỉ|%)(?!\w)",
    re.IGNORECASE,
)

_AT = r" ?(?:@|\(at\)|\[at\]|\ba còng\b) ?"
EMAIL = re.compile(rf"[\w.%+\-]+{_AT}[\w\-]+(?: ?\. ?[\w\-]+)+", re.IGNORECASE)
DOSSIER = re.compile(
    r"(?:\b\d{3}\.[0-9A-Z]{2}\.\d{2}\.|\b)[HG]\d{2}(?:\.\d{1,3}){0,3}"
    r" ?[-–] ?\d{6} ?[-–] ?\d{4,7}\b",
    re.IGNORECASE,
)
PASSPORT = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{7,8}(?!\d)")
_DIGIT = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)"
SPOKEN = re.compile(rf"\bkhông(?:[ ,.\-]+{_DIGIT}){{8,}}\b", re.IGNORECASE)

# What people put between the digits of one number; a comma and a space end it.
_BETWEEN = (
    r"(?:[ \u00a0.,_·•\-–\u200b-\u200d\u2060\ufeff](?! )|\) ?| ?\(| [\-–] |[ \u00a0])"
)
RUN = re.compile(rf"\d+(?:{_BETWEEN}\d+)+|\d+")
GROUP = re.compile(r"\d+")
# Nobody writes one number in more groups than this.
MOST_GROUPS = 20

PHONE = re.compile(r"(?:0|84|0084|840)(?:[35789]\d{8}|2\d{8,9}|1[2689]\d{8})")
CITIZEN = re.compile(r"0(?:[0-8]\d|9[0-6])\d{9}")
LONE = 9
CARD = (13, 19)


def screen(text: str) -> tuple[Found, ...]:
    """Return every piece of a note that looks like something personal, in order."""
    plain = _with_plain_digits(text)
    found = [
        *_matches(EMAIL, Personal.EMAIL, plain),
        *_matches(DOSSIER, Personal.DOSSIER_CODE, plain),
        *_matches(PASSPORT, Personal.ID_NUMBER, plain),
        *_matches(SPOKEN, Personal.PHONE, plain),
    ]
    rest = HARMLESS.sub(_blank, _without(plain, found))
    for run in RUN.finditer(rest):
        found += _numbers(run)
    return tuple(sorted(found, key=lambda each: each.first))


def _with_plain_digits(text: str) -> str:
    """Write digits of other scripts as ours, each in its place."""
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _matches(pattern: re.Pattern[str], kind: Personal, text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield Found(kind=kind, first=match.start() + 1, last=match.end())


def _without(text: str, found: Sequence[Found]) -> str:
    for each in found:
        gap = "|" * (each.last - each.first + 1)
        text = text[: each.first - 1] + gap + text[each.last :]
    return text


def _blank(match: re.Match[str]) -> str:
    return "|" * len(match[0])


def _numbers(run: re.Match[str]) -> Iterator[Found]:
    """Yield the numbers in a run of groups, the longest first, none inside another."""
    groups = list(GROUP.finditer(run[0]))
    spans = combinations(range(len(groups) + 1), 2)
    near = [span for span in spans if span[1] - span[0] <= MOST_GROUPS]
    taken: set[int] = set()
    for first, end in sorted(near, key=lambda span: span[0] - span[1]):
        window = groups[first:end]
        kind = _kind([group[0] for group in window])
        if kind is not None and taken.isdisjoint(range(first, end)):
            taken.update(range(first, end))
            start = run.start()
            yield Found(
                kind=kind,
                first=start + window[0].start() + 1,
                last=start + window[-1].end(),
            )


def _kind(groups: Sequence[str]) -> Personal | None:
    """Return what these groups are when read as one number, None if nothing."""
    digits = "".join(groups)
    if len(digits) < LONE:
        return None
    if PHONE.fullmatch(digits):
        return Personal.PHONE
    if CITIZEN.fullmatch(digits) or [len(group) for group in groups] == [3, 3, 3]:
        return Personal.ID_NUMBER
    if _is_card(groups, digits):
        return Personal.BANK_CARD
    # Nothing else that is of use in a note is so long.
    return Personal.ID_NUMBER if len(groups) == 1 else None


def _is_card(groups: Sequence[str], digits: str) -> bool:
    if not CARD[0] <= len(digits) <= CARD[1]:
        return False
    is_whole = len(groups) == 1 or all(len(group) == 4 for group in groups[:-1])
    return is_whole and (digits.startswith("9704") or _adds_up(digits))


def _adds_up(digits: str) -> bool:
    """Whether the last digit checks the others, as on bank cards (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 * (doubled > 9)
    return total % 10 == 0
