"""Instants as people read them in Vietnam."""

from datetime import UTC, date, datetime, timedelta

from events.local_time import business_date, local


def test_the_date_is_vietnams() -> None:
    """At 17:00 UTC the next date begins."""
    before = datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC)

    assert business_date(before) == date(2026, 11, 22)
    assert business_date(before + timedelta(seconds=1)) == date(2026, 11, 23)


def test_the_clock_on_the_wall_is_seven_hours_ahead() -> None:
    """There is no summer time: UTC+7 all year."""
    for month in (1, 7):
        at = datetime(2026, month, 1, 1, tzinfo=UTC)

        assert local(at).hour == 8
        assert local(at) == at
