"""Figures of visits, from a morning told by hand and worked out by hand.

Minutes are from 08:00. A001 waits 6, walks 1, is served 10. A002 has priority: called
after 8, announced twice, does not come after 3, returns at 25, is called at 31, walks
1, is served 8. B001 is called after 16, served 15, sent on to A, called at 44, served
2, set aside for 10, called at 60 after 3 more, walks 2, is served 5. A003 is given
back after half a minute. C001 leaves after 19, never called. A004 waits from 91 on.
"""

import pytest

from events.settings import Targets
from hub.projections.measured.instants import MINUTE
from hub.projections.measures import Share, figures
from tests.given import DAWN, together
from tests.history import (
    PRIORITY,
    abandoned,
    called,
    closed,
    day_closed,
    expired,
    issued,
    no_show,
    parked,
    recalled,
    returned,
    served,
    started,
    transferred,
)
from tests.hub.projections.measures.hands import facts_of, minutes, on

A_MORNING = (
    *on("08:00", issued("A001")),
    *on("08:02", issued("A002", PRIORITY)),
    *on("08:04", issued("B001")),
    *on("08:06", called("A001", to="1")),
    *on("08:07", started("A001", at="1")),
    *on("08:10", called("A002", to="2")),
    *on("08:11", recalled("A002", to="2")),
    *on("08:13", no_show("A002", at="2", until=DAWN)),
    *on("08:17", served("A001", at="1")),
    *on("08:20", called("B001", to="1")),
    *on("08:21", started("B001", at="1")),
    *on("08:25", returned("A002")),
    *on("08:31", called("A002", to="2")),
    *on("08:32", started("A002", at="2")),
    *on("08:36", transferred("B001", at="1", to_service="A")),
    *on("08:40", served("A002", at="2")),
    *on("08:44", called("B001", to="2")),
    *on("08:45", started("B001", at="2")),
    *on("08:47", parked("B001", at="2")),
    *on("08:57", returned("B001")),
    *on("09:00", called("B001", to="1")),
    *on("09:02", started("B001", at="1")),
    *on("09:07", served("B001", at="1")),
    *on("09:10:00", issued("A003")),
    *on("09:10:30", abandoned("A003")),
    *on("09:11", issued("C001")),
    *on("09:30", abandoned("C001")),
    *on("09:31", issued("A004")),
)
AT_TEN = on("10:00", together(closed("1"), closed("2"), expired("A004"), day_closed()))
OPEN = facts_of(A_MORNING, now="10:00")
CLOSED = facts_of(A_MORNING, AT_TEN)


def told(spans):
    """Return n, total, p50, p90 and longest, in minutes."""
    each = (spans.total, spans.p50, spans.p90, spans.longest)
    return (spans.n, *(span / MINUTE for span in each))


def test_everybody_is_counted_once() -> None:
    """Six tickets, of which one was given back at once, are five visitors."""
    now = figures(OPEN)

    assert (now.issued, now.mistaken, now.visitors) == (6, 1, 5)
    assert (now.priority, now.served, now.waiting) == (1, 3, 1)
    assert now.places == {"served": 3, "abandoned": 2, "waiting": 1}


def test_nobody_is_left_out_of_the_places() -> None:
    """Where visits are, or how they departed, adds up to the tickets issued."""
    assert sum(figures(CLOSED).places.values()) == figures(CLOSED).issued == 6


def test_the_first_call_ends_the_wait() -> None:
    """6, 8 and 16 minutes: neither recall, return nor transfer begins it anew."""
    assert told(figures(OPEN).wait_first) == (3, 30, 8, 16, 16)


def test_the_wait_to_the_last_call_holds_all_before_it() -> None:
    """6, 29 and 56 minutes after arrival each was called for the last time."""
    assert told(figures(OPEN).wait_last) == (3, 91, 29, 56, 56)


def test_a_transfer_or_return_adds_a_second_wait() -> None:
    """6; 8 + 6; 16 + 8 + 3 minutes were spent waiting."""
    assert told(figures(OPEN).wait_total) == (3, 47, 14, 27, 27)


def test_priority_and_normal_waits_stand_apart() -> None:
    """The one with priority waited 8 minutes, the others 6 and 16."""
    now = figures(OPEN)

    assert told(now.wait_priority) == (1, 8, 8, 8, 8)
    assert told(now.wait_normal) == (2, 22, 6, 16, 16)


def test_walking_is_all_time_called() -> None:
    """1; 3 in vain and 1; 1 + 1 + 2 minutes passed between call and counter."""
    assert told(figures(OPEN).walking) == (3, 9, 4, 4, 4)


def test_handling_leaves_parked_time_out() -> None:
    """10; 8; 15 + 2 + 5 minutes, while 10 more were spent set aside."""
    now = figures(OPEN)

    assert told(now.handling) == (3, 40, 10, 22, 22)
    assert told(now.parked) == (1, 10, 10, 10, 10)


def test_help_that_took_no_time_was_help() -> None:
    """Begun and ended at one instant, by one key: a visit is served, and timed."""
    now = figures(
        facts_of(
            on("08:00", issued("A001")),
            on("08:01", called("A001", to="1")),
            on("08:02", together(started("A001", at="1"), served("A001", at="1"))),
        )
    )

    assert (now.handling.n, now.handling.longest) == (1, 0)


def test_dwell_is_from_ticket_to_departure() -> None:
    """17, 38, 63, half a minute and 19 minutes; who still waits has none yet."""
    assert told(figures(OPEN).dwell) == (5, 137.5, 19, 63, 63)
    assert told(figures(CLOSED).dwell) == (6, 166.5, 19, 63, 63)


def test_who_waits_too_long_counts_against_the_service_level() -> None:
    """Within 15: two of three called; beside them C001 left after 19, A004 waits 29."""
    assert figures(OPEN).called_in_time == Share(2, 5)
    assert figures(CLOSED).called_in_time == Share(2, 5)


@pytest.mark.parametrize(
    ("within", "share"), [(5, (0, 5)), (6, (1, 5)), (16, (3, 5)), (19, (3, 4))]
)
def test_the_service_level_goes_by_the_target(within, share) -> None:
    """Exactly within is within; who left just in time is in neither number."""
    targets = Targets(called_within_min=within)

    assert figures(OPEN, targets=targets).called_in_time == Share(*share)


def test_no_shows_are_calls_in_vain() -> None:
    """One call in vain, of three visits called, though that one came back."""
    assert figures(OPEN).no_show == Share(1, 3)


def test_abandoned_leaves_mistaken_numbers_out() -> None:
    """One of five visitors left."""
    assert figures(OPEN).abandoned == Share(1, 5)


def test_who_waits_at_closing_was_left() -> None:
    """One of six tickets, and nobody before the day closed."""
    assert figures(OPEN).left_at_closing == Share(0, 6)
    assert figures(CLOSED).left_at_closing == Share(1, 6)


def test_transfers_recalls_and_picks_are_of_calls() -> None:
    """One of three visits was sent on; one of six calls was announced again."""
    now = figures(OPEN)

    assert now.transfers == Share(1, 3)
    assert now.recalls == Share(1, 6)
    assert now.overrides == Share(0, 6)
    assert (now.overtaken, now.most_overtaken) == (Share(0, 6), 0)


def test_the_longest_wait_now_is_of_who_waits() -> None:
    """A004 has waited for 29 minutes; once the day is closed nobody waits."""
    assert figures(OPEN).longest_waiting == minutes(29)[0]
    assert figures(CLOSED).longest_waiting is None


def test_busy_and_idle_make_up_the_open_time() -> None:
    """Counter 1 was busy for 34 of 149 minutes, counter 2 for 15 of 148."""
    now = figures(CLOSED)

    assert now.occupancy == Share(*minutes(49, 297))
    assert now.idle == Share(*minutes(248, 297))
    assert now.occupancy == figures(OPEN).occupancy


def test_idle_counts_where_somebody_could_have_been_called() -> None:
    """49.5 and 59.5 idle minutes had somebody waiting; C001 was for counter 3."""
    assert figures(CLOSED).idle_while_waiting == Share(*minutes(109, 248))


def test_of_nothing_there_is_nothing_to_say() -> None:
    """Where there is nothing to divide by, there is no figure, least of all 0."""
    none = figures(facts_of(now="08:00"))

    assert (none.issued, none.wait_first.n, none.wait_first.p50) == (0, 0, None)
    assert none.called_in_time.ratio is None
    assert none.submitted.ratio is None
    assert none.mean_score is None
