"""Durable commands a second through the hub's doors: MQTT on both brokers, HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hub.demo.ports import free_port
from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.catalogue import BROKERS, CLIENTS
from tests.benchmarks.hub_at_work import HubAtWork, hub_at_work
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.trial_office import COUNTERS
from tests.benchmarks.workers import Worker, worker


def mqtt(bench: Bench) -> Measured:
    """Yield the figures of MQTT clients, each beside as many who ask an echo."""
    for broker in BROKERS:
        for number in CLIENTS:
            with _hub(bench, broker, number) as hub:
                port = hub.mqtt_port
                with (
                    _rush("mqtt", port, number, hub) as rush,
                    worker("echo", port=port),
                    worker("echo_rush", port=port, number=number) as limit,
                ):
                    samples = _by_turns(bench, rush, limit)
            yield Taken(f"mqtt.{broker}.{number}.commands_per_s", samples)


def http(bench: Bench) -> Measured:
    """Yield the figures of HTTP clients, each beside as many at a bare server."""
    for number in CLIENTS:
        with _hub(bench, "mosquitto", number) as hub:
            bare = free_port()
            with (
                _rush("http", hub.http_port, number, hub) as rush,
                worker("bare_http", port=bare),
                _rush("http", bare, number, hub) as limit,
            ):
                samples = _by_turns(bench, rush, limit)
        yield Taken(f"http.{number}.commands_per_s", samples)


@contextmanager
def _hub(bench: Bench, broker: str, clients: int) -> Iterator[HubAtWork]:
    counters = max(clients, COUNTERS)
    folder, waiting = bench.new_folder(), bench.sizes.waiting
    with hub_at_work(folder, broker, counters, waiting) as hub:
        yield hub


@contextmanager
def _rush(door: str, port: int, number: int, hub: HubAtWork) -> Iterator[Worker]:
    told = {"door": door, "port": port, "number": number, "revisions": hub.revisions}
    with worker("rush", **told) as rush:
        yield rush


def _by_turns(bench: Bench, rush: Worker, limit: Worker) -> list[Sample]:
    seconds = bench.sizes.block_s
    rush.do(seconds=seconds / 4)  # warm up
    samples, before = [], _rate(limit, seconds / 2)
    for _ in range(bench.sizes.repeats):
        value = _rate(rush, seconds)
        after = _rate(limit, seconds / 2)
        samples.append(Sample(value, (before + after) / 2))
        before = after
    return samples


def _rate(one: Worker, seconds: float) -> float:
    done = one.do(seconds=seconds)
    return float(done["commands"] / done["seconds"])
