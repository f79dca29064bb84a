"""What the live manager screen is drawn from."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from events.recorded import Recorded
from hub.domain.evolve_state import evolve_state
from hub.domain.state import State
from hub.projections.devices import DeviceView
from hub.projections.staffing.profile import LoadProfile
from hub.projections.today.day import Today


class Seen(Struct, frozen=True, kw_only=True):
    """An office after some event: its state, its day so far, its devices.

    `usual` is the load of the weeks before the day, once it is known.
    """

    state: State
    today: Today = Today()
    devices: tuple[DeviceView, ...] = ()
    position: int = 0
    usual: LoadProfile | None = None


def follow(today: Today, events: Iterable[Recorded], office: str) -> Today:
    """Return the day after some more events, of which it takes those of the office."""
    for recorded in events:
        if is_of_office(recorded, office):
            today = today.after(recorded)
    return today


def is_of_office(recorded: Recorded, office: str) -> bool:
    """Whether an event is the office's own, and no device's report."""
    stream = recorded.stream
    return stream.startswith(f"{office}/") and not stream.startswith(
        f"{office}/device/"
    )


def after(seen: Seen, recorded: Recorded) -> Seen:
    """Return what is seen one event later; for a day that is played again."""
    office = seen.state.day.office
    if is_of_office(recorded, office):
        state = evolve_state(seen.state, recorded)
        today = seen.today.after(recorded)
        return replace(seen, state=state, today=today, position=recorded.position)
    prefix = f"{office}/device/"
    devices = [
        view.after(recorded) if recorded.stream == prefix + view.device else view
        for view in seen.devices
    ]
    return replace(seen, devices=tuple(devices), position=recorded.position)
