"""A wait as people are told it: rounded outward to five minutes, and in words.

Everything in between keeps what was reckoned, to the second.
"""

from __future__ import annotations

from events.replies import Sentence, WaitRange

STEP_S = 300
LONG_S = 3_600
# Whoever is called within a minute does not wait.
NOW_S = 60

NO_WAIT = WaitRange(from_s=0, to_s=0)
UNKNOWN = Sentence(vi="Chưa ước tính được", en="No estimate yet")
NOW = Sentence(vi="đến ngay", en="come now")
LONG = Sentence(vi="hơn 60 phút", en="over 60 min")


ABOUT = Sentence(vi="Chờ khoảng", en="Wait about")
TO_WAIT = Sentence(vi="Thời gian chờ", en="Wait")


def shown(wait: WaitRange) -> WaitRange:
    """Return a range as it is shown; shown once more it stays as it is."""
    if wait.to_s <= NOW_S:
        return NO_WAIT
    least = wait.from_s // STEP_S * STEP_S
    most = -(-wait.to_s // STEP_S) * STEP_S
    return WaitRange(from_s=least, to_s=max(most, least + STEP_S))


def left_of(wait: WaitRange, passed_s: float) -> WaitRange | None:
    """Return what is left of a wait after so many seconds, None if it is used up."""
    if passed_s >= wait.to_s:
        return None
    passed = int(max(passed_s, 0))
    return WaitRange(from_s=max(wait.from_s - passed, 0), to_s=wait.to_s - passed)


def in_words(wait: WaitRange | None) -> Sentence:
    """Return a wait in words, whether it was rounded before or not."""
    if wait is None:
        return UNKNOWN
    wait = shown(wait)
    least, most = wait.from_s // 60, wait.to_s // 60
    if most == 0:
        return NOW
    if wait.from_s >= LONG_S:
        return LONG
    if least == 0:
        return Sentence(vi=f"dưới {most} phút", en=f"under {most} min")
    return Sentence(vi=f"{least}–{most} phút", en=f"{least}–{most} min")


def heading(wait: WaitRange | None) -> Sentence:
    """Return what stands above those words: "about" only above a range of minutes."""
    is_range = wait is not None and 0 < shown(wait).from_s < LONG_S
    return ABOUT if is_range else TO_WAIT
