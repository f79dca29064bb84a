"""An act taken back: visits and counters stand as before it, their time counts on."""

from __future__ import annotations

from collections.abc import Mapping

from events.counter import ActionUndone
from events.recorded import Recorded
from hub.projections.measured.ledger import waiting
from hub.projections.measured.ledger.acts import Act
from hub.projections.measured.ledger.counter import Counter
from hub.projections.measured.ledger.counters import IDLE, Fold
from hub.projections.measured.ledger.day import Day
from hub.projections.measured.rows import Instant


def _undone(day: Day, event: ActionUndone, at: Instant, recorded: Recorded) -> None:
    """Take back what the counter's last act wrote, here and where it took from."""
    del recorded
    counter = day.counter(event.counter)
    act = counter.act
    if act is None:
        return
    for before in event.visits:
        _taken_back(day, before.visit, act, at)
        elsewhere = getattr(before.place, "counter", None)
        if elsewhere is not None and elsewhere != counter.id:
            other = day.counter(elsewhere)
            if other.before is not None and other.before.act == act:
                _restore(day, other, act, at)
    _restore(day, counter, act, at)
    if day.bound:
        waiting.look(day, at)


def _taken_back(day: Day, name: str, act: Act, at: Instant) -> None:
    now = day.visits[name]
    was = now.as_before(act)
    if was is now:
        return
    if now.place == "waiting":
        waiting.goes(day, now, at)
    if was.place == "waiting":
        waiting.comes(day, was, at)
    day.visits[name] = day.new_visits[name] = was
    day.session_changed(name)


def _restore(day: Day, counter: Counter, act: Act, at: Instant) -> None:
    """Have a counter stand as before an act; its time since then counts on."""
    counter.act = None
    before = counter.before
    if before is None or before.act != act:
        return
    states, last = counter.states, before.last
    counter.clerk, counter.before = before.clerk, None
    del states[before.states :]
    if last is not None:
        states[-1] = last
    counter.fresh = min(counter.fresh, max(before.states - 1, 0))
    day.new_counters[counter.id] = counter
    day.idle.pop(counter.id, None)
    counter.takes = waiting.services(day, counter)
    now = counter.now
    if now is not None and now.state == IDLE:
        day.idle[counter.id] = counter
        waiting.look_at(day, counter, at)


FOLDS: Mapping[type, Fold] = {ActionUndone: _undone}
