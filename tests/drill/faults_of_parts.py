"""What may befall a part: killed, frozen, its disk full or broken, its clock wrong."""

from __future__ import annotations

import errno
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, TypeAlias

from events.ids import new_id
from tests.drill.drill import Drill, Failed, Fault
from tests.drill.faults import YEAR_S, Switch
from tests.drill.parts import AGAIN_AFTER_S
from tests.drill.site import BOXES, DISPENSER

PARTS = ("hub", "broker", "dispenser", "counter")
SAID_WITHIN_S = 15.0
PRESSED_S = 5.0

Disk: TypeAlias = Callable[[str, Drill], AbstractContextManager[None]]


def kill(part: str, drill: Drill) -> float:
    """End a part as a power cut does; whoever keeps it starts it again."""
    os.kill(drill.house.pid(name_of(part, drill)), signal.SIGKILL)
    return time.monotonic()


def freeze(part: str, seconds: float, drill: Drill) -> None:
    """Stop a part where it stands, and let it go on later."""
    pid = drill.house.pid(name_of(part, drill))
    os.kill(pid, signal.SIGSTOP)
    try:
        drill.let_pass(seconds)
    finally:
        os.kill(pid, signal.SIGCONT)


def power_cut(drill: Drill) -> float:
    """End everything in this building at once."""
    drill.house.tend()
    for pid in every_pid(drill):
        os.kill(pid, signal.SIGKILL)
    return time.monotonic()


def freeze_all(seconds: float, drill: Drill) -> None:
    """Stop everything where it stands, and let it go on later."""
    pids = every_pid(drill)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        drill.let_pass(seconds)
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def every_pid(drill: Drill) -> list[int]:
    """Return the processes of hub, broker and all boxes."""
    return [drill.house.pid(name) for name in ("hub", "broker", DISPENSER, *BOXES)]


@contextmanager
def disk_full(part: str, drill: Drill) -> Iterator[None]:
    """No file of a part may grow by a byte, its log neither."""
    pid = drill.house.pid(part)
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))


def _must_have_struck(switch: Switch, before: int) -> None:
    """A fault that met nothing has shown nothing."""
    if switch.hits == before:
        raise Failed("the disk was to fail, and nobody wrote to it")


@contextmanager
def read_only(part: str, drill: Drill) -> Iterator[None]:
    """A part's folder takes no more writes."""
    switch = drill.house.switches[part]
    before = switch.hits
    switch.writes(errno.EROFS)
    try:
        yield
    finally:
        switch.writes(0)
    _must_have_struck(switch, before)


@contextmanager
def sync_fails(part: str, drill: Drill) -> Iterator[None]:
    """The medium under a part's folder fails whenever it is to keep something."""
    switch = drill.house.switches[part]
    before = switch.hits
    switch.syncs(errno.EIO)
    try:
        yield
    finally:
        switch.syncs(0)
    _must_have_struck(switch, before)


DISKS: dict[str, Disk] = {
    "disk-full": disk_full,
    "read-only": read_only,
    "sync-fails": sync_fails,
}


def hub_cannot_write(disk: Disk, drill: Drill) -> None:
    """Let the hub's disk fail until the hub has said so."""
    with disk("hub", drill):
        cannot_write(drill)


def dispenser_cannot_write(disk: Disk, drill: Drill) -> None:
    """Let the dispenser's disk fail while people press its keys."""
    with disk(DISPENSER, drill):
        drill.let_pass(PRESSED_S)


def sync_fails_and_dies(drill: Drill) -> float:
    """The medium fails, and the hub is killed while it does."""
    with sync_fails("hub", drill):
        cannot_write(drill)
        return kill("hub", drill)


def cannot_write(drill: Drill) -> None:
    """Wait until the hub says that it cannot write, and refuses a ticket by that."""
    told_by(drill, "store-cannot-write")
    status, said = drill.load.http.post("issue-ticket", {"service": "A"}, new_id())
    if status != 503:
        raise Failed(f"a ticket was answered {status} {said} while nothing can be kept")


def told_by(drill: Drill, problem: str) -> None:
    """Wait until the hub itself says what is wrong."""
    house = drill.house
    house.until(lambda: problem in house.problems(), problem, SAID_WITHIN_S)


def clock_steps(years: int, drill: Drill) -> None:
    """Set every machine's clock a year off while all runs, then right again."""
    house = drill.house
    house.set_clocks(years * YEAR_S)
    try:
        told_by(drill, "clock-jumped")
        works_today(drill)
    finally:
        house.set_clocks(0)


def starts_in_years(years: tuple[int, ...], drill: Drill) -> float:
    """The hub starts anew with its clock so many years off; then that is set right."""
    house = drill.house
    try:
        for off in years:
            house.set_clocks(off * YEAR_S, "hub")
            kill("hub", drill)
            drill.let_pass(AGAIN_AFTER_S)
            house.until(house.health, "the hub")
            told_by(drill, "clock-jumped")
            house.until(house.boxes_are_there, "the boxes")
            works_today(drill)
    finally:
        house.set_clocks(0)
    return kill("hub", drill)


def works_today(drill: Drill) -> None:
    """See that key and box are answered, and that it is still the same day."""
    house = drill.house
    day, since = house.health()["day"], len(drill.ledger)
    askers = {f"/office/hk01/device/{name}" for name in (DISPENSER, *BOXES)}

    def all_answered() -> bool:
        accepted = {p.source for p in drill.ledger.since(since) if p.is_accepted}
        return askers <= accepted

    house.until(all_answered, "an answer to key and boxes", SAID_WITHIN_S)
    now = str(house.health()["time"])
    if house.health()["day"] != day or not now.startswith(str(day)):
        raise Failed(f"the hub works on {house.health()['day']} at {now}, not on {day}")


def name_of(part: str, drill: Drill) -> str:
    """Return which process is meant: one of the boxes by chance."""
    if part == "counter":
        return drill.chance.choice(BOXES)
    return DISPENSER if part == "dispenser" else part


def of_parts(frozen_s: float) -> dict[str, Fault]:
    """Return every fault of a running part, by name."""
    named: dict[str, Callable[..., Any]] = {}
    for part in PARTS:
        named[f"kill-{part}"] = partial(kill, part)
        named[f"freeze-{part}"] = partial(freeze, part, frozen_s)
    return {
        **named,
        "power-cut": power_cut,
        "freeze-all": partial(freeze_all, frozen_s),
        **{name: partial(hub_cannot_write, disk) for name, disk in DISKS.items()},
        **{
            f"{name}-dispenser": partial(dispenser_cannot_write, disk)
            for name, disk in DISKS.items()
        },
        "sync-fails-and-dies": sync_fails_and_dies,
        "clock-forward": partial(clock_steps, 1),
        "clock-back": partial(clock_steps, -1),
        "starts-in-next-year": partial(starts_in_years, (1,)),
        "starts-in-last-year": partial(starts_in_years, (-1,)),
        "starts-in-wrong-years": partial(starts_in_years, (1, -1)),
    }
