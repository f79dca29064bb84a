"""Which of two hubs gives way."""

from __future__ import annotations

from hub.mqtt.rivalry import MOST_REMEMBERED, Rivalry, Verdict

OLDER, OURS, YOUNGER = "01a1", "01b2", "01c3"


class Time:
    """A clock that is set by hand, in seconds."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def rivalry(after_s: float) -> tuple[Rivalry, Time]:
    """Return our side of it, so many seconds after the start."""
    time = Time()
    ours = Rivalry(OURS, time)
    time.now = after_s
    return ours, time


def test_our_own_heartbeat_is_no_rival() -> None:
    """A hub hears itself and goes on."""
    ours, _ = rivalry(after_s=1)

    assert ours.heard(OURS) is Verdict.PASS


def test_a_newcomer_gives_way_to_an_older_hub_at_once() -> None:
    """Whoever starts beside a running hub stops."""
    ours, _ = rivalry(after_s=1)

    assert ours.heard(OLDER) is Verdict.GIVE_WAY


def test_an_established_hub_answers_and_stays() -> None:
    """A running hub is not thrown out by a newcomer, whatever the newcomer's clock."""
    for rival in (OLDER, YOUNGER):
        ours, time = rivalry(after_s=600)
        assert ours.heard(rival) is Verdict.ANSWER
        time.now += 20
        assert ours.heard(rival) is Verdict.ANSWER


def test_a_newcomer_with_a_clock_in_the_past_gives_way_too() -> None:
    """It seems the older, but the other goes on beating: that one was there first."""
    ours, time = rivalry(after_s=1)

    assert ours.heard(YOUNGER) is Verdict.ANSWER
    time.now += 12
    assert ours.heard(YOUNGER) is Verdict.GIVE_WAY


def test_invented_epochs_fill_no_memory() -> None:
    """Of the rivals a hub hears it remembers a hundred."""
    ours, _ = rivalry(after_s=600)
    for n in range(1_000):
        ours.heard(f"01c3-{n}")

    assert len(ours._first_heard) == MOST_REMEMBERED


def test_of_two_established_hubs_the_younger_goes() -> None:
    """After a network that was cut in two is one again, exactly one of them stays."""
    younger, time = rivalry(after_s=600)
    assert younger.heard(OLDER) is Verdict.ANSWER
    time.now += 61
    assert younger.heard(OLDER) is Verdict.GIVE_WAY

    older, time = rivalry(after_s=600)
    assert older.heard(YOUNGER) is Verdict.ANSWER
    time.now += 61
    assert older.heard(YOUNGER) is Verdict.ANSWER
