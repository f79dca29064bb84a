"""What a counter takes back is gone from what was seen lately."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from events.counter import ActionUndone, VisitRestored
from events.visit import Called, Serving
from hub.projections.recent_seen import PROMPT, Held, Recent, without_key
from hub.projections.recent_window import without

# The acts by which a counter begins or ends to call.
CHANGES = frozenset(
    {"counter-opened", "counter-closed", "counter-paused", "counter-resumed"}
)


def undone(recent: Recent, event: ActionUndone, at: datetime) -> Recent:
    """Every visit is where it was, and so is the counter."""
    for before in event.visits:
        recent = _back(recent, before)
    return replace(recent, changed_at=at) if event.act in CHANGES else recent


def _back(recent: Recent, before: VisitRestored) -> Recent:
    """A visit is where it was before an act that was taken back."""
    own = before.ticket[0]
    sent = without_key(recent.sent, before.visit)
    if before.service != own:
        sent = sent.set(before.visit, before.service)
    recent = replace(recent, sent=sent)
    match before.place:
        case Serving(since=since):
            return _goes_on(recent, before, since)
        case Called(since=since):
            return _is_called(recent, before, since)
        case _:
            return _uncalled(recent, before)


def _goes_on(recent: Recent, before: VisitRestored, since: datetime) -> Recent:
    """A visit is served as before; it had left, or another counter had taken it."""
    if before.visit in recent.held:
        return recent
    times = recent.times.get(before.service, ())
    times, took = without(times, before.visit)
    held = Held(before.service, took.since if took else since, has_come=True)
    return replace(
        recent,
        held=recent.held.set(before.visit, held),
        times=recent.times.set(before.service, times),
    )


def _is_called(recent: Recent, before: VisitRestored, since: datetime) -> Recent:
    """A visit has not come yet, as before; it had come, or had been given up."""
    held = recent.held.get(before.visit)
    called = recent.held.set(before.visit, Held(before.service, since))
    comings, no_shows = recent.comings, recent.no_shows
    if held is not None and held.has_come:
        comings, _ = without(comings, before.visit)
    elif held is None:
        shorter, missed = without(no_shows, before.visit)
        if missed is not None and missed.since == since:
            no_shows, (comings, _) = shorter, without(comings, before.visit)
    return replace(recent, held=called, comings=comings, no_shows=no_shows)


def _uncalled(recent: Recent, before: VisitRestored) -> Recent:
    """A visit is not called; had it never been, its wait is not over either."""
    recent = replace(recent, held=without_key(recent.held, before.visit))
    told = recent.told.get(before.visit)
    if told is None or not told.is_called or before.first_called_at is not None:
        return recent
    window = told.service if told.schedule_s else PROMPT
    ratios, _ = without(recent.ratios.get(window, ()), before.visit)
    waits = recent.told.set(before.visit, replace(told, is_called=False))
    return replace(recent, told=waits, ratios=recent.ratios.set(window, ratios))
