"""What alerts are about: of each kind one thing each, so that none is raised twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from events.alert import AlertKind, AlertOpened, RaiseAlert, Severity
from hub.domain.state import State

# A kind, and the service, counter, device or visit that it is about; None: the office.
Thing: TypeAlias = tuple[AlertKind, str | None]

ABOUT: Mapping[AlertKind, str] = {
    AlertKind.LONG_WAIT: "service",
    AlertKind.SERVICE_LEVEL: "service",
    AlertKind.NOBODY_SERVES: "service",
    AlertKind.LONG_SERVICE: "visit",
    AlertKind.IDLE_COUNTER: "counter",
    AlertKind.MANY_PICKS: "counter",
    AlertKind.DEVICE_LOST: "device",
    AlertKind.PAPER_LOW: "device",
    AlertKind.PAPER_OUT: "device",
    AlertKind.PRINT_FAILED: "device",
    AlertKind.EXTRA_COST: "visit",
    AlertKind.BAD_RATING: "counter",
    # Without a device these are about the hub's own clock and disk.
    AlertKind.CLOCK_STEPPED: "device",
    AlertKind.DISK_FULL: "device",
}

SERIOUS = frozenset(
    {
        AlertKind.LONG_WAIT,
        AlertKind.NOBODY_SERVES,
        AlertKind.DEVICE_LOST,
        AlertKind.PAPER_OUT,
        AlertKind.EXTRA_COST,
        AlertKind.CLOCK_STEPPED,
        AlertKind.DISK_FULL,
    }
)

# What somebody said is not over until somebody has seen to it.
SAID = frozenset({AlertKind.EXTRA_COST, AlertKind.BAD_RATING})


def thing_of(told: AlertOpened | RaiseAlert) -> Thing:
    """Return what an alert is about; two of the same are never open at once."""
    about = ABOUT.get(told.kind)
    return told.kind, None if about is None else getattr(told, about)


def stands(state: State, wanted: RaiseAlert) -> bool:
    """Whether an alert about the same is open already."""
    thing = thing_of(wanted)
    return any(thing_of(each.opened) == thing for each in state.alerts.values())


def opened(wanted: RaiseAlert, alert: str) -> AlertOpened:
    """Return the alert that is raised, under this id."""
    is_serious = wanted.kind in SERIOUS
    return AlertOpened(
        alert=alert,
        kind=wanted.kind,
        severity=Severity.SERIOUS if is_serious else Severity.WARNING,
        service=wanted.service,
        counter=wanted.counter,
        device=wanted.device,
        visit=wanted.visit,
        ticket=wanted.ticket,
    )
