"""Does a note name a person? Numbers, addresses and codes in free text (pure).

Groups of digits are read together as a person would write a number. Dates and hours are
blanked before that, money and tickets only once telephones and citizens' numbers are
found: "345 678 k" may be the half of one. No pattern finds a name: for that the text is
erasable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias
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
# A birthday inside a telephone number is no date: nothing may go on around it.
_FIRST = r"(?<![\d.\-/])"
_END = r"(?![.\-/]?\d)"
_SPLIT = r"(?<!\d[\W_])"
TIMES = re.compile(
    rf"{_FIRST}{_DAY}([/.\-]){_MONTH}\1{_YEAR}{_END}"
    rf"|{_FIRST}{_YEAR}-{_MONTH}-{_DAY}{_END}"
    rf"|{_FIRST}{_MONTH}[./\-]{_YEAR}{_END}"
    rf"|{_FIRST}{_DAY}/{_MONTH}(?!/?\d)"
    r"|(?<!\d)(?:[01]?\d|2[0-3])(?::[0-5]\d){1,2}(?!\d)",
    re.IGNORECASE,
)
TICKETS = re.compile(
    r"(?<!\w)[A-Z]\d{3,5}(?!\d)"
    rf"|(?<![\d.])(?:{_BYTE}\.){{3}}{_BYTE}(?!\.?\d)",
    re.IGNORECASE,
)
# An amount has its figure for itself: the end of a longer number is none.
MONEY = re.compile(
    rf"(?<![\d.,]){_SPLIT}"
    r"[1-9](?:\d{0,2}(?:[.,]\d{3})+|\d{0,2}(?: \d{3})+|\d{0,7})"
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
PASSPORT = re.compile(r"(?<!\w)[A-Z]\d{7,8}(?!\d)")
_DIGIT = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)"
SPOKEN = re.compile(rf"\bkhông(?:[ ,.\-]+{_DIGIT}){{8,}}\b", re.IGNORECASE)

# What is put between the digits of any one number. A telephone tells itself: there
# anything may stand that is no letter, as in "0912, 345, 678".
CLOSE = re.compile(
    r"[\s.,_·•‧∙*~'’\-‐-―−\u00ad\u200b-\u200d\u2060\ufeff]"
    r"|\s{2,3}|\)\s?|\s?\(|\s[\-‐-―−]\s"
)
RUN = re.compile(r"\d+(?:(?:[^\w|]|_){1,5}\d+)*")
GROUP = re.compile(r"\d+")
# Nobody writes one number in more groups than this.
MOST_GROUPS = 20
# Tickets or counters one after another rise by no more than this, by their length.
FEWEST_LISTED = 3
STEPS = {2: 10, 3: 100, 4: 100}

PHONE = re.compile(r"(?:0|84|0084|840)(?:[35789]\d{8}|2\d{8,9}|1[2689]\d{8})")
CITIZEN = re.compile(r"0(?:0[1-9]|[1-8]\d|9[0-6])\d{9}")
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
    rest = TIMES.sub(_blank, _without(plain, found))
    # Before money and tickets are blanked, which may be the half of such a number.
    clear = list(_numbers(rest, _clear_kind))
    rest = TICKETS.sub(_blank, _without(rest, clear))
    other = _numbers(MONEY.sub(_blank, rest), _other_kind)
    return tuple(sorted([*found, *clear, *other], key=lambda each: each.first))


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


def _numbers(text: str, kind_of: KindOf) -> Iterator[Found]:
    """Yield the numbers in each run of groups, the longest first, none in another."""
    for run in RUN.finditer(text):
        groups = list(GROUP.finditer(text, *run.span()))
        taken: set[int] = set()
        for first, end in _spans(len(groups)):
            kind = kind_of(Window(text, groups[first:end]))
            if kind is not None and taken.isdisjoint(range(first, end)):
                taken.update(range(first, end))
                yield Found(
                    kind=kind,
                    first=groups[first].start() + 1,
                    last=groups[end - 1].end(),
                )


def _spans(count: int) -> Iterator[tuple[int, int]]:
    for size in range(min(count, MOST_GROUPS), 0, -1):
        for first in range(count - size + 1):
            yield first, first + size


class Window:
    """Some groups of digits that stand one after another, read as one number."""

    def __init__(self, text: str, groups: Sequence[re.Match[str]]) -> None:
        """Remember the digits, and what stands between them."""
        self.groups = [group[0] for group in groups]
        self.digits = "".join(self.groups)
        self.gaps = [text[a.end() : b.start()] for a, b in pairwise(groups)]

    @property
    def is_close(self) -> bool:
        """Whether only such signs are between the groups as belong into a number."""
        return all(CLOSE.fullmatch(gap) for gap in self.gaps)

    @property
    def is_list(self) -> bool:
        """Whether they rather are numbers that follow each other: 047, 048, 050."""
        step = STEPS.get(len(self.groups[0]), 0)
        is_even = len({len(group) for group in self.groups}) == 1
        return (
            is_even
            and len(self.groups) >= FEWEST_LISTED
            and all(0 < int(b) - int(a) <= step for a, b in pairwise(self.groups))
        )


KindOf: TypeAlias = Callable[[Window], Personal | None]


def _clear_kind(window: Window) -> Personal | None:
    """Return what is told by its digits alone: a telephone, a citizen."""
    kind = None
    if PHONE.fullmatch(window.digits):
        kind = Personal.PHONE
    elif CITIZEN.fullmatch(window.digits):
        kind = Personal.ID_NUMBER
    return None if kind is None or window.is_list else kind


def _other_kind(window: Window) -> Personal | None:
    """Return what is told by its length, or by how it is grouped."""
    groups, digits = window.groups, window.digits
    kind = None
    if len(digits) >= LONE and _is_card(groups, digits):
        kind = Personal.BANK_CARD
    elif len(digits) >= LONE and _is_long_or_old(window):
        kind = Personal.ID_NUMBER
    return None if kind is None or not window.is_close else kind


def _is_long_or_old(window: Window) -> bool:
    """Whether it is so long as nothing else of use in a note, or an ID of old."""
    is_old = [len(group) for group in window.groups] == [3, 3, 3]
    return len(window.groups) == 1 or (is_old and not window.is_list)


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
