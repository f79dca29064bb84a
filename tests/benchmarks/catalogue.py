"""Every figure that `make bench` produces: its name, unit, limit and target.

Names stand in JSON files that are compared years apart: add some, never change one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.benchmarks import estimates_figures
from tests.benchmarks.rows import Figure, Target

REPORT_FORMS = ("html", "pdf")
BROKERS = ("embedded", "mosquitto")
CLIENTS = (1, 16)
RAW = "raw.commits_per_s"
WRITER_RATIO = {1: 0.5, 16: 2.5}
IDLE_MB = {"hub": 80, "counter": 45, "dispenser": 60}


def at_most(value: float) -> Target:
    """Bound the value itself."""
    return Target("value", most=value)


def ratio_at_most(ratio: float) -> Target:
    """Bound what is lost against the limit."""
    return Target("ratio", most=ratio)


def ratio_at_least(ratio: float) -> Target:
    """Ask for a share of the limit."""
    return Target("ratio", least=ratio)


def _throughput() -> Iterator[Figure]:
    yield Figure(
        name=RAW,
        unit="commits/s",
        meaning="one-row durable SQLite commits: same folder, WAL, synchronous FULL",
        higher_is_better=True,
    )
    for n in CLIENTS:
        yield Figure(
            name=f"writer.{n}.commands_per_s",
            unit="commands/s",
            meaning=f"durable commands of {n} client(s) through the writer, in process",
            against=RAW,
            higher_is_better=True,
            targets=(ratio_at_least(WRITER_RATIO[n]),),
        )
        yield Figure(
            name=f"writer.{n}.own_ms",
            unit="ms",
            meaning=f"what a command of {n} client(s) takes beyond one raw commit",
            against="one raw commit",
        )
    for broker in BROKERS:
        for n in CLIENTS:
            yield Figure(
                name=f"mqtt.{broker}.{n}.commands_per_s",
                unit="commands/s",
                meaning=f"durable commands of {n} MQTT client(s), broker {broker}",
                against=f"raw round trips/s of {n} such client(s) with an echo",
                higher_is_better=True,
            )
    for n in CLIENTS:
        yield Figure(
            name=f"http.{n}.commands_per_s",
            unit="commands/s",
            meaning=f"durable commands of {n} keep-alive HTTP client(s)",
            against=f"answers/s of a bare HTTP server to {n} such client(s)",
            higher_is_better=True,
        )


def _screen() -> Iterator[Figure]:
    for broker in BROKERS:
        for p in (50, 95, 99):
            yield Figure(
                name=f"screen.{broker}.p{p}_ms",
                unit="ms",
                meaning=f"a press published until a screen has it, broker {broker}",
                against=f"p{p} of a raw MQTT round trip and one raw commit",
                targets=(ratio_at_most(3), at_most(100)) if p == 95 else (),
            )
    for p in (50, 95, 99):
        yield Figure(
            name=f"manager.p{p}_ms",
            unit="ms",
            meaning="a press published until the live screen has it, broker mosquitto",
            against=f"p{p} of a raw MQTT round trip and one raw commit",
            targets=(at_most(100),) if p == 95 else (),
        )


def _cost() -> Iterator[Figure]:
    fresh = "a day of 100 events in a new file"
    cases = {
        "day_100": (fresh, f"one commit ({RAW})", ()),
        "day_40000": ("a day of 40,000 events", "cost.day_100", (ratio_at_most(1.2),)),
        "file_1000000": (
            "1,000,000 old events in the file",
            "cost.day_100",
            (ratio_at_most(1.2),),
        ),
    }
    for case, (meaning, against, targets) in cases.items():
        yield Figure(
            name=f"cost.{case}.ms",
            unit="ms",
            meaning=f"one command through the writer, with {meaning}",
            against=against,
            targets=targets,
        )
        yield Figure(
            name=f"cost.{case}.cpu_ms",
            unit="ms",
            meaning=f"its processor time, with {meaning}",
            against="" if case == "day_100" else against,
        )


def _session() -> Iterator[Figure]:
    yield Figure(
        name="session.whole.ms",
        unit="ms",
        meaning="a whole session through the writer: start, 4 steps, submission, end",
        against="seven raw one-row commits",
    )
    fresh = "a day of 100 events in a new file"
    cases = {
        "day_100": (fresh, f"one commit ({RAW})", ()),
        "day_40000": (
            "a day of 40,000 events, every visit with its session",
            "session.day_100",
            (ratio_at_most(1.2),),
        ),
        "file_1000000": (
            "1,000,000 old events in the file",
            "session.day_100",
            (ratio_at_most(1.2),),
        ),
    }
    for case, (meaning, against, targets) in cases.items():
        yield Figure(
            name=f"session.{case}.ms",
            unit="ms",
            meaning=f"one of a session's commands through the writer, with {meaning}",
            against=against,
            targets=targets,
        )
        yield Figure(
            name=f"session.{case}.cpu_ms",
            unit="ms",
            meaning=f"its processor time, with {meaning}",
            against="" if case == "day_100" else against,
        )


def _programs() -> Iterator[Figure]:
    for broker in BROKERS:
        yield Figure(
            name=f"startup.{broker}.day_40000_s",
            unit="s",
            meaning=f"hub start until /healthz is 200, 40,000 events, {broker}",
            against="the same with an empty folder",
            targets=(at_most(1.5),),
        )
        yield Figure(
            name=f"startup.{broker}.helped_40000_s",
            unit="s",
            meaning=f"the same where every visit of the day has a session, {broker}",
            against="the same with an empty folder",
            targets=(at_most(1.5),),
        )
    for program, most in IDLE_MB.items():
        yield Figure(
            name=f"idle.{program}.rss_mb",
            unit="MB",
            meaning=f"resident memory of the {program} at rest",
            against="a bare Python interpreter",
            targets=(at_most(most),),
        )
        yield Figure(
            name=f"idle.{program}.pss_mb",
            unit="MB",
            meaning=f"the same, shared pages counted in part ({program})",
            against="a bare Python interpreter",
        )
        yield Figure(
            name=f"idle.{program}.cpu_percent",
            unit="% of a core",
            meaning=f"processor time of the {program} at rest",
            targets=(at_most(1),),
        )
    yield Figure(
        name="idle.embedded_broker.rss_mb",
        unit="MB",
        meaning="resident memory of the embedded broker, a child of the hub",
        against="a bare Python interpreter",
    )


def _load() -> Iterator[Figure]:
    yield Figure(
        name="streams.500.p95_ms",
        unit="ms",
        meaning="a command sent until each of 500 screens has it, at 20 commands/s",
        against="the same from a bare asyncio server",
        targets=(at_most(150),),
    )
    yield Figure(
        name="streams.500.rss_added_mb",
        unit="MB",
        meaning="resident memory that 500 streams add to the hub under that load",
        against="what they add to the bare server",
        targets=(at_most(40),),
    )
    yield Figure(
        name="visit.bytes_written",
        unit="bytes",
        meaning="written to disk per visit: issue, call, start, finish over MQTT",
        against="four raw one-row commits",
    )
    yield Figure(
        name="visit.cpu_s_per_1000",
        unit="s",
        meaning="processor time of the hub for 1,000 visits over MQTT",
        against="4,000 raw one-row commits",
    )


def _replay() -> Iterator[Figure]:
    yield Figure(
        name="replay.events_per_s",
        unit="events/s",
        meaning="1,000,000 events folded to rows, every row written to views.db",
        against="events/s read by a raw cursor and decoded by msgspec",
        higher_is_better=True,
        targets=(ratio_at_least(0.15),),
    )
    yield Figure(
        name="replay.last_us",
        unit="µs",
        meaning="one of the last 100,000 of these events, all its rows written",
        against="one of the first 100,000",
        targets=(ratio_at_most(1.2),),
    )
    yield Figure(
        name="follow.batch_ms",
        unit="ms",
        meaning="a batch of 8 events followed after 1,000,000 others",
        against="the same after 100,000",
        targets=(ratio_at_most(1.2),),
    )
    for form in REPORT_FORMS:
        yield Figure(
            name=f"report.{form}_s",
            unit="s",
            meaning=f"a report of 1,000,000 events by the command, as {form}, warm",
            against="reading and decoding these events",
            targets=(at_most(2),),
        )


def _all() -> Iterator[Figure]:
    parts = (_throughput, _screen, _cost, _session, _programs, _load, _replay)
    for part in (*parts, estimates_figures.figures):
        yield from part()


FIGURES: Mapping[str, Figure] = {figure.name: figure for figure in _all()}
