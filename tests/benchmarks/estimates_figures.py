"""The figures of told waits, by office: so many counters, busy for such a share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.benchmarks.rows import Figure, Target

LOADS: Mapping[int, float] = {2: 0.8, 3: 0.85, 5: 0.9}
OTHERS: Mapping[str, str] = {
    "naive": "people ahead times the mean service, by open counters",
    "last": "the wait of whoever was called last",
    "head": "the wait so far of whoever is next",
    "mean10": "the mean of the last ten waits",
}


def name_of(counters: int, what: str) -> str:
    """Return a figure's name."""
    return f"estimates.{counters}.{what}"


def figures() -> Iterator[Figure]:
    """Yield the figures of every office."""
    for counters in LOADS:
        office = f"{counters} counters"
        yield Figure(
            name=name_of(counters, "mae_s"),
            unit="s",
            meaning=f"mean absolute error of the told median, {office}",
            against="the least error of the others, on the same days",
            targets=(Target("ratio", most=1.0),),
        )
        for other, what in OTHERS.items():
            yield Figure(
                name=name_of(counters, f"{other}_mae_s"),
                unit="s",
                meaning=f"the same of {what}, {office}",
            )
        yield Figure(
            name=name_of(counters, "later_percent"),
            unit="%",
            meaning=f"visits that waited longer than the unrounded to_s, {office}",
            targets=(Target("value", least=15.0), Target("value", most=25.0)),
        )
