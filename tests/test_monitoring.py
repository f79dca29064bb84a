"""What is ready for Prometheus and Grafana asks only for what the hub tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from events.alert import AlertKind
from events.counter import CounterStatus
from events.session import Outcome
from hub.telemetry.catalogue import CATALOGUE, OF_THE_PROCESS
from hub.telemetry.queue_collector import SCORES
from hub.telemetry.sources import TIES
from tools.dashboard.model import WIDE
from tools.dashboard.written import text

FOLDER = Path(__file__).parent.parent / "docs" / "how-to" / "monitoring"
BOARD: dict[str, Any] = json.loads((FOLDER / "layso-dashboard.json").read_text("utf-8"))
PANELS = [panel for panel in BOARD["panels"] if panel["type"] != "row"]
RULES = [
    rule
    for group in yaml.safe_load((FOLDER / "layso-alerts.yml").read_text("utf-8"))[
        "groups"
    ]
    for rule in group["rules"]
]
KNOWN = {each.exposed: each for each in (*CATALOGUE, *OF_THE_PROCESS)}
OF_THE_TARGET = {"office", "instance", "job"}
# What Prometheus itself says of whom it scrapes.
BY_ITSELF = {"up"}
PARTS = ("_bucket", "_sum", "_count")


VALUES = {
    ("layso_open_alerts", "kind"): tuple(AlertKind),
    ("layso_counters", "state"): tuple(CounterStatus),
    ("layso_devices", "state"): TIES,
    ("layso_day_sessions", "outcome"): tuple(Outcome),
    ("layso_ratings_total", "score"): SCORES,
}


def expressions() -> Iterator[tuple[str, str]]:
    """Yield every query there is, with whose it is."""
    for panel in PANELS:
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$__rate_interval", "1m")
    for rule in RULES:
        yield rule["alert"], rule["expr"]


QUERIES = list(expressions())


def selectors(node: Any) -> Iterator[Any]:
    """Yield every series that a parsed query asks for."""
    if isinstance(node, promql_parser.VectorSelector):
        yield node
    for part in ("expr", "lhs", "rhs", "param", "vector_selector"):
        inner = getattr(node, part, None)
        if inner is not None:
            yield from selectors(inner)
    for inner in getattr(node, "args", None) or ():
        yield from selectors(inner)


def family(name: str) -> str:
    """Return the metric that a series is of: a histogram has three kinds of them."""
    bare = next((name.removesuffix(p) for p in PARTS if name.endswith(p)), name)
    is_histogram = bare in KNOWN and KNOWN[bare].kind == "histogram"
    return bare if is_histogram else name


@pytest.mark.parametrize(("whose", "query"), QUERIES, ids=[q[0] for q in QUERIES])
def test_a_query_asks_for_what_is_told(whose, query) -> None:
    """Each metric is in the catalogue, with the labels that are chosen by."""
    asked = list(selectors(promql_parser.parse(query)))

    assert asked, whose
    for selector in asked:
        if selector.name in BY_ITSELF:
            continue
        known = KNOWN[family(selector.name)]
        labels = {matcher.name for matcher in selector.matchers.matchers}
        assert labels <= {*known.labels, *OF_THE_TARGET}, selector


@pytest.mark.parametrize(("whose", "query"), QUERIES, ids=[q[0] for q in QUERIES])
def test_what_is_chosen_by_is_there(whose, query) -> None:
    """A state, kind, outcome or score in a query is a word of the contract."""
    for selector in selectors(promql_parser.parse(query)):
        for matcher in selector.matchers.matchers:
            if matcher.name in OF_THE_TARGET:
                continue
            there = VALUES[selector.name, matcher.name]
            for wanted in matcher.value.split("|"):
                assert any(re.fullmatch(wanted, word) for word in there), (
                    whose,
                    wanted,
                )


@pytest.mark.parametrize(("whose", "query"), QUERIES, ids=[q[0] for q in QUERIES])
def test_only_what_grows_is_rated(whose, query) -> None:
    """A rate or increase is of what only grows, and what grows is never shown bare."""
    bare = re.sub(r"(rate|increase)\([^)]*\)", "", query)
    rated = re.findall(r"(?:rate|increase)\(([a-z_]+)", query)

    for name in rated:
        assert KNOWN[family(name)].kind in ("counter", "histogram"), name
    for selector in re.findall(r"\b(?:layso|process)_[a-z_]+", bare):
        assert KNOWN[family(selector)].kind == "gauge", (whose, selector)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_says_what_it_shows(panel) -> None:
    """Each has a title in both languages, a unit, and a sentence in both."""
    assert re.fullmatch(r"[^·]+ · [^·]+", panel["title"])
    assert re.fullmatch(r"[^/]+\. / .+\.", panel["description"])
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert all(target["legendFormat"] for target in panel["targets"])


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_follows_what_was_chosen(panel) -> None:
    """Every query keeps to the source, office and instance chosen at the top."""
    assert panel["datasource"]["uid"] == "${datasource}"
    for target in panel["targets"]:
        asked = selectors(
            promql_parser.parse(target["expr"].replace("$__rate_interval", "1m"))
        )
        for selector in asked:
            chosen = {m.name: m.value for m in selector.matchers.matchers}
            assert chosen["office"] == "$office"
            assert chosen["instance"] == "$instance"


def test_the_board_is_whole() -> None:
    """It has a uid, its variables, every row, and no two panels on one spot."""
    names = [variable["name"] for variable in BOARD["templating"]["list"]]
    rows = [panel["title"] for panel in BOARD["panels"] if panel["type"] == "row"]
    spots = {
        (x, y)
        for panel in BOARD["panels"]
        for x in range(panel["gridPos"]["x"], _end(panel, "x", "w"))
        for y in range(panel["gridPos"]["y"], _end(panel, "y", "h"))
    }

    assert BOARD["uid"] == "layso-office"
    assert names == ["datasource", "office", "instance"]
    assert [row.split(" · ")[1] for row in rows] == [
        *("Now", "Waits", "Counters", "Sessions", "Devices", "Hub")
    ]
    places = [panel["gridPos"] for panel in BOARD["panels"]]
    assert len(spots) == sum(place["w"] * place["h"] for place in places)
    assert max(x for x, _ in spots) < WIDE
    assert len({panel["id"] for panel in BOARD["panels"]}) == len(BOARD["panels"])


def _end(panel: dict[str, Any], start: str, size: str) -> int:
    return int(panel["gridPos"][start] + panel["gridPos"][size])


def test_the_board_is_as_the_rows() -> None:
    """The file is what `make docs` writes."""
    written = (FOLDER / "layso-dashboard.json").read_text(encoding="utf-8")

    assert written == text(), "Run `make docs`."


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_a_rule_says_what_to_do(rule) -> None:
    """Whoever is called reads what is wrong in both languages, and what to do."""
    assert re.fullmatch(r"Layso[A-Za-z]+", rule["alert"])
    assert rule["labels"]["severity"] in ("warning", "critical")
    assert " · " in rule["annotations"]["summary"]
    assert rule["annotations"]["do"].endswith(".")


def test_the_rules_have_names_of_their_own() -> None:
    """No alert stands twice, and the scrape configuration loads their file."""
    names = [rule["alert"] for rule in RULES]
    scraping = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))
    (job,) = scraping["scrape_configs"]

    assert len(set(names)) == len(names)
    assert scraping["rule_files"] == ["layso-alerts.yml"]
    assert job["metrics_path"] == "/metrics"
    assert "office" in job["static_configs"][0]["labels"]
