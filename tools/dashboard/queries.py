"""Queries that several panels ask."""

from __future__ import annotations

WAIT = "layso_wait_to_first_call_seconds"
HANDLING = "layso_handling_duration_seconds"
IN_TIME = (
    "sum(increase(layso_first_calls_in_time_total{@}[1h])) "
    f"/ sum(increase({WAIT}_count{{@}}[1h]))"
)


def quantile(share: float, family: str, by: str, over: str) -> str:
    """Return below what a share of the measurements lay, read off the buckets."""
    buckets = f"sum by ({by}) (rate({family}_bucket{{@}}[{over}]))"
    return f"histogram_quantile({share}, {buckets})"


def per_hour(family: str, by: str) -> str:
    """Return how many there were in an hour."""
    return f"sum by ({by}) (increase({family}_total{{@}}[1h]))"
