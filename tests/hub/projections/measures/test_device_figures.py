"""Availability of devices, from rows made by hand."""

from msgspec.structs import replace

from hub.projections.measured.instants import HOUR
from hub.projections.measured.rows import DayRow, DeviceRow, Facts
from hub.projections.measures import Dimension, Share, by, figures

EIGHT = 1_800_000_000_000_000 // (24 * HOUR) * 24 * HOUR + HOUR  # 08:00 in Vietnam
FIVE = EIGHT + 9 * HOUR
TOMORROW = EIGHT + 24 * HOUR


def day(name: str, opened: int, closed: int | None) -> DayRow:
    """Return a business day."""
    return DayRow(day=name, office="hk01", begun=1, opened=opened, closed=closed)


def tied(device: str, began: int, ended: int | None, how: str = "ready") -> DeviceRow:
    """Return a device's time in one state."""
    return DeviceRow(
        device=device, entry=began, connection=how, began=began, ended=ended
    )


DAYS = (
    day("2027-01-15", EIGHT, FIVE),
    day("2027-01-16", TOMORROW, TOMORROW + 4 * HOUR),
)
DEVICES = (
    tied("dispenser-1", EIGHT - HOUR, EIGHT + 3 * HOUR),
    tied("dispenser-1", EIGHT + 3 * HOUR, EIGHT + 4 * HOUR, "lost"),
    tied("dispenser-1", EIGHT + 4 * HOUR, TOMORROW + HOUR),
    tied("dispenser-1", TOMORROW + HOUR, None, "disconnected"),
    tied("counter-1", TOMORROW + 2 * HOUR, None),
)
FACTS = Facts(at=TOMORROW + 10 * HOUR, days=DAYS, devices=DEVICES)


def test_ready_time_counts_within_opening_only() -> None:
    """Of 9 open hours the dispenser was there 8, of 4 the day after 1."""
    assert figures(FACTS).devices["dispenser-1"] == Share(9 * HOUR, 13 * HOUR)


def test_a_device_counts_from_when_it_was_first_heard_of() -> None:
    """A box that was put up at ten has been there ever since."""
    assert figures(FACTS).devices["counter-1"] == Share(2 * HOUR, 2 * HOUR)


def test_a_device_counts_as_long_as_the_office_has_it() -> None:
    """A box that was taken down at night is not missed the day after."""
    gone = (
        tied("old", EIGHT, EIGHT + 3 * HOUR),
        tied("old", EIGHT + 3 * HOUR, TOMORROW, "disconnected"),
    )
    told = figures(replace(FACTS, devices=(*DEVICES, *gone)))

    assert told.devices["old"] == Share(3 * HOUR, 9 * HOUR)
    assert told.available == Share(14 * HOUR, 24 * HOUR)


def test_all_devices_together_are_the_sum() -> None:
    """11 of 15 hours."""
    assert figures(FACTS).available == Share(11 * HOUR, 15 * HOUR)


def test_days_add_up_to_the_office() -> None:
    """A device that is not there yet on a day is not in that day."""
    first, second = by(FACTS, Dimension.DAY).values()

    assert list(first.devices) == ["dispenser-1"]
    assert first.available == Share(8 * HOUR, 9 * HOUR)
    assert second.available == Share(3 * HOUR, 6 * HOUR)


def test_an_open_day_counts_up_to_now() -> None:
    """At noon of a day that began at eight, four hours count."""
    today = (day("2027-01-15", EIGHT, None),)
    noon = Facts(at=EIGHT + 4 * HOUR, days=today, devices=DEVICES[:2])

    assert figures(noon).available == Share(3 * HOUR, 4 * HOUR)


def test_devices_are_divided_by_days_alone() -> None:
    """A device stands there for every service."""
    parts = by(FACTS, Dimension.SERVICE)

    assert all(part.devices == {} for part in parts.values())
    assert figures(FACTS, {Dimension.SERVICE: "A"}).available.ratio is None
