"""How advice on counters is said, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from msgspec import Struct

from events.replies import Sentence


class Odds(Struct, frozen=True, kw_only=True):
    """What so many counters come to: the share called in time, and the mean wait.

    The wait, in minutes, is infinite where they cannot keep up.
    """

    counters: int
    in_time: float
    mean_wait_min: float
    occupancy: float

    @property
    def keeps_up(self) -> bool:
        """Whether the queue does not grow for ever."""
        return isfinite(self.mean_wait_min)


def sentence(
    per_hour: float, minutes: float, odds: Sequence[Odds], within_min: int
) -> Sentence:
    """Return the load and what each number of counters comes to, in one sentence."""
    few = per_hour < 1
    each = number(minutes)
    vi = f"Khoảng {number(per_hour)}" if not few else "Dưới 1"
    en = f"About {number(per_hour, '.')}" if not few else "Under 1"
    visits = "visit" if few or number(per_hour) == "1" else "visits"
    unit = "minute" if each == "1" else "minutes"
    parts = _parts(odds, within_min)
    return Sentence(
        vi=f"{vi} lượt mỗi giờ, mỗi lượt {each} phút: "
        + ", ".join(part.vi for part in parts),
        en=f"{en} {visits} an hour, {number(minutes, '.')} {unit} each: "
        + ", ".join(part.en for part in parts),
    )


def wanted(open_counters: int, needed: int) -> Sentence:
    """Return what to do about it."""
    counters = _counters(needed)
    meet = "meets" if needed == 1 else "meet"
    if open_counters < needed:
        return Sentence(
            vi=f"Nên mở {needed} quầy để đạt mục tiêu.",
            en=f"Open {counters} to meet the targets.",
        )
    if open_counters == needed:
        return Sentence(
            vi=f"{needed} quầy là vừa đủ để đạt mục tiêu.",
            en=f"{counters} just {meet} the targets.",
        )
    return Sentence(
        vi=f"{needed} quầy là đủ để đạt mục tiêu.",
        en=f"{counters} would be enough for the targets.",
    )


def few_days(days: int, needed: int) -> Sentence:
    """Return that the history is too short for a half hour."""
    return Sentence(
        vi=f"Chưa đủ lịch sử: giờ này mới có {days} ngày, cần {needed}.",
        en=f"Too little history: {days} days of this half hour, {needed} needed.",
    )


def few_visits(visits: int, needed: int) -> Sentence:
    """Return that too few were served to say how long one takes."""
    return Sentence(
        vi=f"Chưa đủ lịch sử: mới có {visits} lượt được gọi, cần {needed}.",
        en=f"Too little history: {visits} visits called so far, {needed} needed.",
    )


def nobody_comes() -> Sentence:
    """Return that so far nobody came at this time of the week."""
    return Sentence(
        vi="Giờ này thường không có ai đến.", en="Nobody usually comes at this time."
    )


def percent(share: float) -> str:
    """Return a share as whole percents; what is not all is never told as 100.

    >>> percent(0.5397), percent(0.998), percent(1.0)
    ('54 %', '99 %', '100 %')
    """
    whole = round(share * 100)
    return f"{99 if whole == 100 and share < 1 else whole} %"


def number(value: float, point: str = ",") -> str:
    """Return a number: whole from 10 on, below with one decimal unless that is 0.

    >>> number(12.7), number(7.45), number(3.02), number(7.45, ".")
    ('13', '7,5', '3', '7.5')
    """
    if value >= 9.95:
        return f"{value:.0f}"
    whole, _, tenths = f"{value:.1f}".partition(".")
    return whole if tenths == "0" else f"{whole}{point}{tenths}"


def _parts(odds: Sequence[Odds], within_min: int) -> list[Sentence]:
    """Return a part for each; only the first that keeps up names the time."""
    parts = []
    is_named = False
    for one in odds:
        parts.append(_part(one, within_min, odds[0].counters, is_named=is_named))
        is_named = is_named or one.keeps_up
    return parts


def _part(one: Odds, within_min: int, now: int, *, is_named: bool) -> Sentence:
    counters, share = one.counters, percent(one.in_time)
    if not one.keeps_up:
        return Sentence(
            vi=f"{counters} quầy phục vụ không kịp",
            en=f"{_counters(counters)} cannot keep up",
        )
    if is_named:
        still = counters < now
        return Sentence(
            vi=f"{counters} quầy {'vẫn được' if still else 'thì'} {share}",
            en=f"{counters} would {'still ' if still else ''}serve {share}",
        )
    serve = "serves" if counters == 1 else "serve"
    unit = "minute" if within_min == 1 else "minutes"
    return Sentence(
        vi=f"{counters} quầy phục vụ được {share} trong {within_min} phút",
        en=f"{_counters(counters)} {serve} {share} within {within_min} {unit}",
    )


def _counters(count: int) -> str:
    return f"{count} counter" if count == 1 else f"{count} counters"
