"""The rows as Grafana's classic dashboard model, which it imports since version 11."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from tools.dashboard.panel import Panel, Row

SCHEMA = 41
HEIGHT = 7
WIDE = 24
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
GOOD, WARN, BAD = "green", "yellow", "red"

Json: TypeAlias = dict[str, Any]


def dashboard(rows: Iterable[Row]) -> Json:
    """Return the whole of it."""
    return {
        "uid": "layso-office",
        "title": "Layso · Phòng chờ · Waiting room",
        "description": "Một điểm dịch vụ. / One office, from GET /metrics of its hub.",
        "tags": ["layso"],
        "schemaVersion": SCHEMA,
        "version": 1,
        "editable": True,
        "graphTooltip": 1,
        "timezone": "Asia/Ho_Chi_Minh",
        "weekStart": "monday",
        "refresh": "30s",
        "time": {"from": "now-10h", "to": "now"},
        "templating": {"list": list(_variables())},
        "annotations": {"list": []},
        "links": [],
        "panels": list(_placed(rows)),
    }


def _variables() -> Iterator[Json]:
    yield {
        "name": "datasource",
        "label": "Nguồn · Source",
        "type": "datasource",
        "query": "prometheus",
        "current": {},
        "refresh": 1,
    }
    yield _variable("office", "Điểm · Office", "label_values(layso_info, office)")
    chosen = 'label_values(layso_info{office=~"$office"}, instance)'
    yield _variable("instance", "Máy · Instance", chosen)


def _variable(name: str, label: str, query: str) -> Json:
    return {
        "name": name,
        "label": label,
        "type": "query",
        "datasource": SOURCE,
        "definition": query,
        "query": {"query": query, "refId": name},
        "refresh": 2,
        "sort": 1,
        "multi": True,
        "includeAll": True,
        "allValue": ".*",
        "current": {"text": ["All"], "value": ["$__all"]},
    }


def _placed(rows: Iterable[Row]) -> Iterator[Json]:
    """Yield headings and panels from left to right, top to bottom."""
    number, top = 0, 0
    for row in rows:
        number += 1
        yield {
            "id": number,
            "type": "row",
            "title": row.title,
            "collapsed": False,
            "gridPos": {"x": 0, "y": top, "w": WIDE, "h": 1},
            "panels": [],
        }
        left, top = 0, top + 1
        for panel in row.panels:
            if left + panel.width > WIDE:
                left, top = 0, top + HEIGHT
            number += 1
            place = {"x": left, "y": top, "w": panel.width, "h": HEIGHT}
            yield {"id": number, "gridPos": place} | _panel(panel)
            left += panel.width
        top += HEIGHT


def _panel(panel: Panel) -> Json:
    made = {
        "type": panel.kind,
        "title": panel.title,
        "description": panel.about,
        "datasource": SOURCE,
        "targets": [_target(panel, n) for n in range(len(panel.lines))],
        "fieldConfig": {"defaults": _field(panel), "overrides": []},
        "options": _options(panel),
    }
    return made if panel.step is None else made | {"interval": panel.step}


def _target(panel: Panel, n: int) -> Json:
    line = panel.lines[n]
    is_now = panel.kind in ("stat", "bargauge")
    return {
        "refId": chr(ord("A") + n),
        "datasource": SOURCE,
        "expr": line.expression,
        "legendFormat": line.name,
        "format": "heatmap" if panel.kind == "heatmap" else "time_series",
        "instant": is_now,
        "range": not is_now,
    }


def _field(panel: Panel) -> Json:
    field: Json = {
        "unit": panel.unit,
        "color": {"mode": "thresholds" if _is_coloured(panel) else "palette-classic"},
        "thresholds": {"mode": "absolute", "steps": _steps(panel)},
        "mappings": _mappings(panel),
    }
    if not panel.goes_below:
        field["min"] = 0
    if panel.unit == "percentunit":
        field["max"] = 1
    if panel.kind == "timeseries":
        field["custom"] = {
            "drawStyle": "line",
            "lineInterpolation": "stepAfter" if panel.is_stacked else "linear",
            "fillOpacity": 30 if panel.is_stacked else 8,
            "stacking": {"mode": "normal" if panel.is_stacked else "none"},
            "showPoints": "never",
            "spanNulls": False,
            "thresholdsStyle": {"mode": "dashed" if panel.turns else "off"},
        }
    return field


def _is_coloured(panel: Panel) -> bool:
    return bool(panel.turns) and panel.kind in ("stat", "bargauge")


def _steps(panel: Panel) -> list[Json]:
    """Return from which value on which colour holds; the first holds from the start."""
    colours = (BAD, WARN, GOOD) if panel.low_is_bad else (GOOD, WARN, BAD)
    values = (None, *panel.turns)
    return [{"value": v, "color": c} for v, c in zip(values, colours, strict=False)]


def _mappings(panel: Panel) -> list[Json]:
    if not panel.words:
        return []
    words = {str(n): {"text": word, "index": n} for n, word in enumerate(panel.words)}
    return [{"type": "value", "options": words}]


def _options(panel: Panel) -> Json:
    newest = {"calcs": ["lastNotNull"], "fields": "", "values": False}
    if panel.kind == "stat":
        return {"reduceOptions": newest, "colorMode": "value", "graphMode": "none"}
    if panel.kind == "bargauge":
        return {
            "reduceOptions": newest,
            "orientation": "horizontal",
            "displayMode": "basic",
            "showUnfilled": True,
        }
    if panel.kind == "heatmap":
        return {
            "calculate": False,
            "yAxis": {"unit": panel.unit},
            "color": {"mode": "scheme", "scheme": "Blues", "steps": 32},
            "cellGap": 1,
        }
    legend = {"displayMode": "list", "placement": "bottom", "showLegend": True}
    return {"legend": legend, "tooltip": {"mode": "multi", "sort": "desc"}}
