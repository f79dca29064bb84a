"""The rows of sessions, devices and alerts, each from events made by hand."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from events import session as told
from events.alert import AlertAcknowledged, AlertClosed, AlertEnd, AlertKind
from events.device import Connection, DeviceOffline, DeviceOnline
from events.session import (
    DifficultyKind,
    EntryKind,
    EntryWithdrawn,
    Mode,
    ModeReason,
    Outcome,
    PaymentKind,
    RatingReason,
    ReturnWay,
    SessionPause,
    Step,
    StepResult,
)
from events.settings import Clerk, OfficeSettings, SettingsChanged
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import MINUTE
from hub.projections.measured.rows import (
    AlertRow,
    DeviceRow,
    DifficultyRow,
    Facts,
    PaymentRow,
    SessionRow,
    StepRow,
    SubmissionRow,
)
from tests.given import Item, after, given, together
from tests.history import (
    DAY,
    OFFICE,
    called,
    configured,
    opened,
    parked,
    plan,
    returned,
    visit_id,
)
from tests.hub.projections.measured.morning_rows import FIRST
from tests.session_history import (
    begun,
    completed,
    done,
    extra_cost,
    paused,
    rated,
    resumed,
    served_so_far,
    session_id,
)

SESSION = session_id("A001")
SERVED = served_so_far("A001", at="1", clerk="NV-01")
# 07:33 issued, 07:34 called, 07:35 begun; what follows is at 07:36.
BEGUN = FIRST + 2 * MINUTE
NEXT = BEGUN + MINUTE


def rows(*items: Item) -> Facts:
    """Return the rows of a morning, and what followed a minute apart."""
    return facts_of(given(*items).events)


def step(name: Step, result: StepResult = StepResult.DONE) -> told.StepCompleted:
    """A step ended."""
    return told.StepCompleted(session=SESSION, step=name, result=result)


def test_a_session_is_a_row() -> None:
    """Who is helped by whom, for what, since when; the team is that of then."""
    team = SettingsChanged(
        settings=OfficeSettings(clerks=(Clerk(id="NV-01", team="early"),))
    )
    facts = rows(*SERVED[:-1], together(team, *SERVED[-1].events))

    assert facts.sessions == (
        SessionRow._make(
            (
                *(str(DAY), SESSION, visit_id("A001"), "A001", "A", "normal"),
                *("1", "NV-01", "early", "citizen", "file", "guided", None),
                *(BEGUN, None, 0, None, None, None, None, None, None, 0),
            )
        ),
    )


def test_a_session_ends_and_is_rated() -> None:
    """Outcome, way, score, and by which channel for which reasons."""
    reasons = (RatingReason.EXTRA_COST, RatingReason.WAITING)
    facts = rows(
        *SERVED,
        told.ReturnChosen(session=SESSION, way=ReturnWay.POST),
        done("A001", "1", Outcome.SUBMITTED),
        rated("A001", 2, reasons=reasons),
    )

    (row,) = facts.sessions
    assert (row.worked, row.ended) == (2 * MINUTE, BEGUN + 2 * MINUTE)
    assert (row.outcome, row.way, row.score) == ("submitted", "post", 2)
    assert (row.rated, row.rated_on) == (BEGUN + 3 * MINUTE, "phone")
    assert row.rated_for == ",".join(reason.value for reason in reasons)


def test_a_pause_is_no_work() -> None:
    """Neither the session's time nor the step in hand runs while it is paused."""
    facts = rows(
        *SERVED,
        together(parked("A001", at="1"), paused("A001", SessionPause.MISSING_PAPERS)),
        after(minutes=30),
        returned("A001"),
        called("A001", to="1"),
        together(begun("A001", at="1").events[0], resumed("A001")),
        step(Step.SUBMIT),
        done("A001", "1"),
    )

    (row,) = facts.sessions
    assert row.worked == 3 * MINUTE
    assert [taken.took for taken in facts.steps] == [2 * MINUTE]


def test_steps_take_the_time_since_the_last() -> None:
    """A step that is withdrawn leaves its time to the next."""
    steps = (step(Step.ADVICE), step(Step.SCAN, StepResult.NOT_NEEDED))
    facts = rows(*SERVED, *steps, after(minutes=4), step(Step.SUBMIT))
    entries = [row.entry for row in facts.steps]

    assert facts.steps[:2] == (
        StepRow(str(DAY), SESSION, entries[0], "advice", "done", NEXT, MINUTE),
        StepRow(
            *(str(DAY), SESSION, entries[1], "scan", "not-needed"),
            *(NEXT + MINUTE, MINUTE),
        ),
    )
    gone = EntryWithdrawn(session=SESSION, entry=entries[1], kind=EntryKind.STEP)
    left = rows(*SERVED, *steps, after(minutes=4), step(Step.SUBMIT), gone)
    assert [(row.step, row.took) for row in left.steps] == [
        ("advice", MINUTE),
        ("submit", 5 * MINUTE),
    ]


def test_what_is_written_down_is_a_row_each() -> None:
    """Filings, payments, difficulties; of the office too."""
    facts = rows(
        *SERVED,
        told.SubmissionRecorded(session=SESSION, procedure="birth", level="full"),
        told.PaymentRecorded(
            session=SESSION, kind=PaymentKind.STATE_FEE, amount_vnd=8_000,
            is_online=True,
        ),
        told.DifficultyNoted(kind=DifficultyKind.PORTAL, session=SESSION),
        told.DifficultyNoted(kind=DifficultyKind.NETWORK, note_ref="0193"),
    )  # fmt: skip

    filed, paid, hard = facts.submissions, facts.payments, facts.difficulties
    entry, day = filed[0].entry, str(DAY)
    assert filed == (SubmissionRow(day, SESSION, entry, "birth", "full", NEXT),)
    assert paid == (
        PaymentRow(
            *(day, SESSION, entry + 1, "state-fee", 8_000, 1, NEXT + MINUTE),
        ),
    )
    assert hard == (
        DifficultyRow(day, "", entry + 3, "network", "0193", NEXT + 3 * MINUTE),
        DifficultyRow(day, SESSION, entry + 2, "portal", None, NEXT + 2 * MINUTE),
    )


def test_what_is_withdrawn_is_no_row() -> None:
    """A filing in error counts no longer, in one batch or in several."""
    filing = told.SubmissionRecorded(session=SESSION, procedure="birth", level="full")
    history = given(*SERVED, filing)
    entry = history.events[-1].position
    gone = EntryWithdrawn(session=SESSION, entry=entry, kind=EntryKind.SUBMISSION)
    events = history.and_then(gone).events

    assert facts_of(events).submissions == facts_of(events, 1).submissions == ()
    assert facts_of(history.events).submissions != ()


def test_a_session_is_described_and_corrected() -> None:
    """It stands as it turned out."""
    described = told.SessionDescribed(
        session=SESSION, visitor=told.VisitorType.ENTERPRISE,
        intent=told.Intent.LOOK_UP, mode=Mode.DONE_FOR, reason=ModeReason.NO_DEVICE,
    )  # fmt: skip
    corrected = told.OutcomeCorrected(session=SESSION, outcome=Outcome.REFERRED)
    (row,) = rows(*SERVED, described, done("A001", "1"), corrected).sessions

    assert (row.visitor, row.intent) == ("enterprise", "look-up")
    assert (row.mode, row.reason, row.outcome) == ("done-for", "no-device", "referred")


def test_a_withdrawn_session_never_was() -> None:
    """A start that was taken back leaves no session."""
    withdrawn = told.SessionWithdrawn(session=SESSION)

    for batch in (None, 1):
        events = given(*SERVED, withdrawn).events
        assert facts_of(events, batch).sessions == ()


def test_a_reopened_session_goes_on() -> None:
    """An end that was taken back is none; its time counts as worked."""
    (row,) = rows(
        *SERVED, completed("A001"), told.SessionReopened(session=SESSION),
        completed("A001", Outcome.TRACKED),
    ).sessions  # fmt: skip

    assert (row.worked, row.outcome) == (3 * MINUTE, "tracked")


def test_a_clerk_who_takes_over_is_in_the_row() -> None:
    """Counter and clerk are those who have it now."""
    given_on = told.SessionReassigned(
        session=SESSION, counter="2", clerk="NV-02",
        reason=told.AssignReason.TAKEN_OVER,
    )  # fmt: skip
    (row,) = rows(*SERVED, given_on).sessions

    assert (row.counter, row.clerk, row.team) == ("2", "NV-02", None)


def test_devices_come_and_go() -> None:
    """Each time of a device is a row, of the device in whose stream it stands."""
    events = given(
        DeviceOnline(version="1", boot="b"), DeviceOffline(how=Connection.LOST)
    ).events
    stream = f"{OFFICE}/device/dispenser-1"
    own = [
        replace(e, stream=stream) if isinstance(e.event, _DEVICE) else e for e in events
    ]

    assert facts_of(own).devices == (
        DeviceRow("dispenser-1", 4, "ready", FIRST, FIRST + MINUTE),
        DeviceRow("dispenser-1", 5, "lost", FIRST + MINUTE, None),
    )


def test_a_device_is_the_offices_as_long_as_the_plan_has_it() -> None:
    """Taken out of the site file its time is over; put back, it begins anew."""
    stream = f"{OFFICE}/device/dispenser-1"
    gone, back = ("counter-1",), ("counter-1", "dispenser-1")
    events = given(
        DeviceOnline(version="1", boot="b"),
        configured(replace(plan(), devices=back)),
        configured(replace(plan(), devices=gone)),
        configured(replace(plan(), devices=gone)),
        configured(replace(plan(), devices=back)),
        DeviceOffline(how=Connection.LOST),
        configured(plan()),
    ).events
    own = [
        replace(e, stream=stream) if isinstance(e.event, _DEVICE) else e for e in events
    ]

    for batch in (None, 1):
        assert facts_of(own, batch).devices == (
            DeviceRow("dispenser-1", 4, "ready", FIRST, FIRST + 2 * MINUTE),
            DeviceRow(
                *("dispenser-1", 8, "ready", FIRST + 4 * MINUTE, FIRST + 5 * MINUTE)
            ),
            DeviceRow("dispenser-1", 9, "lost", FIRST + 5 * MINUTE, None),
        )


_DEVICE = (DeviceOnline, DeviceOffline)


def test_an_alert_and_what_became_of_it() -> None:
    """Opened, taken on by somebody, over."""
    opening = extra_cost("A001", at="1")
    taken = AlertAcknowledged(alert=opening.alert, clerk="QL-01")
    over = AlertClosed(alert=opening.alert, how=AlertEnd.DAY_CLOSED)

    assert rows(opening, taken, over).alerts == (
        AlertRow._make(
            (
                *(opening.alert, AlertKind.EXTRA_COST.value, "serious"),
                *(None, "1", None, "A001", FIRST),
                *(FIRST + MINUTE, "QL-01", FIRST + 2 * MINUTE, "day-closed"),
            )
        ),
    )


def test_words_are_plain_text() -> None:
    """No row holds anything but text, whole numbers and nothing."""
    facts = rows(*SERVED, step(Step.ADVICE), done("A001", "1"), opened("3"))
    kinds: set[Any] = set()
    for name in ("visits", "stints", "sessions", "steps", "counters"):
        kinds |= {type(value) for row in getattr(facts, name) for value in row}

    assert kinds == {str, int, type(None)}
