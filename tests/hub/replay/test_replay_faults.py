"""What a log may not say, and how that is told."""

from datetime import datetime

import pytest

from events.local_time import HERE
from hub.application.replay import BadLog, Column
from tests.hub.replay.logs import BY_HAND, faults, log, replayed


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("8 o'clock,,,,", 'arrived "8 o\'clock" is no time; write 2026-11-02T07:45:10'),
        (",08:00:00,08:01:00,,", "it does not say when the visitor arrived"),
        ("08:00:00,08:01:00,,,", "a visit served has a start and an end"),
        ("08:00:00,,08:01:00,,", "a visit served has a start and an end"),
        ("08:05:00,08:00:00,08:09:00,,", "it has started before arrived"),
        ("08:05:00,08:09:00,08:08:00,,", "it has ended before started"),
        ("08:05:00,,,08:04:00,", "it has abandoned before arrived"),
        ("08:00:00,08:01:00,08:02:00,08:03:00,", "the visit is both abandoned and"),
        ("2031-01-01,,,,", "arrived '2031-01-01' is in the future"),
        ("12.5,,,,", "arrived '12.5' is counted from a start; tell it with --start"),
        ("08:00:00,,,2026-11-04,", "the visit lasts over 24 hours"),
        ("08:00:00,08:01:00", "it has 2 fields, the first line 5"),
    ],
)
def test_a_bad_row(row, why):
    """Each bad row is told by its line number and a sentence; good ones stand."""
    good = "09:00:00,09:00:00,09:01:00,,"

    (fault,) = faults(log(good, row, good))

    assert fault.startswith("line 3: ")
    assert why in fault


@pytest.mark.parametrize("number", ["nan", "-1", "inf", "1e300"])
def test_a_number_that_cannot_be_counted(number):
    """What is no length of time from the start is told."""
    start = datetime(2026, 11, 2, tzinfo=HERE)

    assert faults(f"arrived,x\n{number},\n5,\n", start=start)


def test_a_service_that_the_office_does_not_have():
    """The sentence says how to say which it is."""
    (fault,) = faults("arrived,service\n2026-11-02,loans\n")

    assert fault == (
        "line 2: the office has no service 'loans'; say which: --service 'loans=A'"
    )


def test_a_class_that_is_neither():
    """Words of one's own for priority are told with an option."""
    (fault,) = faults("arrived,class\n2026-11-02,VIP\n")

    assert "neither normal nor priority; use --priority WORD" in fault


def test_a_call_that_led_to_nothing():
    """Somebody who was called was served, or gave up; no third is known."""
    (fault,) = faults(log("08:00:00,08:01:00", header="arrived,called"))

    assert "the visit was called and neither served nor abandoned" in fault


def test_empty_lines():
    """A line with nothing in it is nothing."""
    assert not faults("arrived,started,ended\n\n2026-11-02,,\n  \n\n")


def test_an_id_given_twice():
    """A row that was exported twice is not counted twice."""
    assert faults(BY_HAND.replace("\n5,", "\n2,")) == [
        "line 6: its id stands in line 3 already"
    ]


def test_two_visits_at_one_counter():
    """One counter serves one visit at a time; the second is told."""
    found = faults(
        log("08:00:00,08:00:00,08:10:00,,1", "08:01:00,08:09:00,08:12:00,,1")
    )

    assert found == ["line 3: its counter is taken by the visit of line 2"]


def test_a_counter_that_is_left_out():
    """A log says where for each visit, or for none."""
    found = faults(log("08:00:00,08:00:00,08:10:00,,1", "08:01:00,08:09:00,08:12:00,,"))

    assert found == ["line 3: it does not say at which counter, others do"]


def test_days_that_go_back():
    """Within a day rows may stand in any order, days may not."""
    found = faults("arrived\n2026-11-03\n2026-11-02\n2026-11-03 09:00\n")

    assert found == [
        "line 3: it is of 2026-11-02, and after 2026-11-03; sort the file by arrival"
    ]


def test_a_day_that_never_ends():
    """An office that is never empty has no night to close its books in."""
    rows = [
        f"2026-11-{2 + n // 2:02} {n % 2 * 12:02}:00,"
        f"2026-11-{2 + n // 2:02} {n % 2 * 12:02}:00,"
        f"2026-11-{2 + (n + 1) // 2:02} {(n + 1) % 2 * 12:02}:30"
        for n in range(8)
    ]

    found = faults("arrived,started,ended\n" + "\n".join(rows) + "\n")

    assert found
    assert "the day of 2026-11-02 never ends before it" in found[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "The file is empty"),
        ("when,who\n", "There is no column 'arrived'; there are: when, who."),
        ("arrived,ARRIVED\n", "has 'arrived' more than once"),
        ('arrived\n"' + "x" * 200_000 + "\n", "is no CSV"),
        ("\x1b[2J,b\n", r"there are: \\x1b\[2J, b\."),
        (",".join(f"c{n}" for n in range(99)), "c28, c29, …. Say which"),
    ],
)
def test_a_log_that_cannot_be_read(text, why):
    """A log whose columns are not to be found is refused as a whole."""
    with pytest.raises(BadLog, match=why):
        replayed(text)


def test_a_header_that_is_not_there():
    """A header that was named and is not there is told, with those that are."""
    with pytest.raises(BadLog, match=r"There is no column 'begin'; there are: arrived"):
        replayed("arrived,start\n", named={Column.STARTED: "begin"})


def test_a_column_that_is_not_to_be_read():
    """Named as nothing, a column is not read."""
    text = log("08:00:00,08:00:00,08:10:00,,1", "08:01:00,08:09:00,08:12:00,,1")

    replay, _ = replayed(text, named={Column.COUNTER: ""})

    assert not replay.faults


def test_more_visits_than_numbers():
    """A service has so many numbers a day, and the sentence says what to do."""
    rows = "2026-11-02\n" * 99_900

    with pytest.raises(BadLog, match="service A has no number left that day"):
        replayed("arrived\n" + rows)
