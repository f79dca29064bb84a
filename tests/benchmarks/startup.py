"""How soon a hub answers after its start, on a day of 40,000 events."""

from __future__ import annotations

import shutil
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from firmware_config.load import load_site
from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.catalogue import BROKERS
from tests.benchmarks.history import write_today
from tests.benchmarks.hub_at_work import hub_process
from tests.benchmarks.lines import HERE, TooLate
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.session_history import write_helped_day
from tests.benchmarks.trial_office import site_file
from tests.hub.hub_process import HubProcess

WITHIN_S = 60
LOOK_EVERY_S = 0.005


def measure(bench: Bench) -> Measured:
    """Yield the start on full days beside that on an empty folder, in turn."""
    folder = bench.new_folder()
    plan, count = load_site(site_file(folder)).plan(), bench.sizes.day_events
    days = {"day": folder / "day.db", "helped": folder / "helped.db"}
    write_today(days["day"], plan, count)
    write_helped_day(days["helped"], plan, count)
    for broker in BROKERS:
        samples: dict[str, list[Sample]] = {name: [] for name in days}
        for _ in range(bench.sizes.starts):
            empty = _start(bench, broker)
            for name, day in days.items():
                samples[name].append(Sample(_start(bench, broker, day), empty))
        for name, taken in samples.items():
            yield Taken(f"startup.{broker}.{name}_40000_s", taken)


def _start(bench: Bench, broker: str, day: Path | None = None) -> float:
    """Start a hub on a copy of the day; return the seconds till it is well."""
    folder = bench.new_folder()
    site = site_file(folder)
    (folder / "hub").mkdir()
    if day is not None:
        shutil.copyfile(day, folder / "hub" / "events.db")
    bench.settle()
    with hub_process(folder, broker, site) as (hub, _):
        began = time.perf_counter()
        hub.begin()
        while not _is_well(hub):
            if time.perf_counter() - began > WITHIN_S:
                raise TooLate(hub.said())
            time.sleep(LOOK_EVERY_S)
        return time.perf_counter() - began


def _is_well(hub: HubProcess) -> bool:
    line = HTTPConnection(HERE, int(hub.options["port"]), timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
