"""A real hub as a process, on either broker: counters open, people waiting."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests import brokers
from tests.benchmarks.saying import Refused, by_http
from tests.benchmarks.trial_office import COUNTERS, Step, a_ticket, site_file
from tests.hub.hub_process import HubProcess

LOG_TAIL = 3_000
TICKS = os.sysconf("SC_CLK_TCK")


class HubAtWork(Struct, frozen=True, kw_only=True):
    """Where a running hub is found, and the revisions of its counters."""

    pid: int
    http_port: int
    mqtt_port: int
    revisions: dict[str, int]


@contextmanager
def hub_at_work(
    folder: Path, broker: str, counters: int = COUNTERS, waiting: int = 0
) -> Iterator[HubAtWork]:
    """Run a hub in a folder; open its counters and let so many take a number."""
    with hub_process(folder, broker, site_file(folder, counters)) as (hub, mqtt_port):
        hub.start()
        revisions = _open(hub, counters, waiting)
        yield HubAtWork(
            pid=hub.pid,
            http_port=int(hub.options["port"]),
            mqtt_port=mqtt_port,
            revisions=revisions,
        )


@contextmanager
def hub_process(
    folder: Path, broker: str, site: Path
) -> Iterator[tuple[HubProcess, int]]:
    """Return a hub that is not started, and the port of its broker."""
    with ExitStack() as stack:
        options: dict[str, Any] = {}
        if broker == "mosquitto":
            options["broker"] = stack.enter_context(brokers.mosquitto()).url
        hub = HubProcess(folder / "hub", site, **options)
        stack.callback(_end, hub)
        try:
            yield hub, _port(hub)
        except Exception as error:
            # The folder is gone by the time that somebody looks for the log.
            error.add_note("the hub's log ends:\n" + hub.said()[-LOG_TAIL:])
            raise


def _port(hub: HubProcess) -> int:
    if "broker" in hub.options:
        return int(str(hub.options["broker"]).rpartition(":")[2])
    return int(hub.options["mqtt-port"])


def _open(hub: HubProcess, counters: int, waiting: int) -> dict[str, int]:
    _post(hub, "/api/v1/day/open")
    revisions = {
        str(n): int(_post(hub, f"/api/v1/counters/{n}/open")["revision"])
        for n in range(1, counters + 1)
    }
    for n in range(waiting):
        path, body = by_http(Step("", a_ticket(n)))
        _post(hub, path, body)
    return revisions


def _post(hub: HubProcess, path: str, body: bytes = b"{}") -> Any:
    got = hub.client.post(path, body)
    if got.status != 200:
        raise Refused(f"{path}: {got.status} {got.json}")
    return got.json


def _end(hub: HubProcess) -> None:
    if hub.process is not None:
        hub.process.terminate()
        hub.ends()


def cpu_s(pid: int) -> float:
    """Return the processor time that a process has used, in seconds."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mb(pid: int, kind: str = "Rss") -> float:
    """Return a process's resident (`Rss`) or fairly shared (`Pss`) memory in MB."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    line = next(x for x in rollup.splitlines() if x.startswith(f"{kind}:"))
    return int(line.split()[1]) / 1024
