"""The first part: how many people came, by day, service, class and kind."""

from __future__ import annotations

from hub.reports import words
from hub.reports.asked import Asked
from hub.reports.published import Cells, bar
from hub.reports.report import Block, Chart, Pair, Part, Row, Table, Tile, Tiles
from hub.reports.values import Value, count
from hub.reports.visitors import Visitors


def people(cells: Cells, came: Visitors, asked: Asked) -> Part:
    """Return the part about visitors."""
    say = asked.say
    table = _services(cells, came, asked)
    services: Block = table
    if not cells.has_types:
        services = Pair(left=(table,), right=(_types(cells, asked),))
    blocks = (_tiles(cells, came, asked), _chart(cells, came, asked), services)
    return Part(say(words.PEOPLE), blocks, say(words.PEOPLE_SHORT))


def _tiles(cells: Cells, came: Visitors, asked: Asked) -> Tiles:
    say, days = asked.say, len(came.days)
    priority = cells.share("priority", "visitors")
    return Tiles(
        say(words.VISITORS),
        (
            Tile(say(words.VISITORS), cells.count("visitors")),
            Tile(say(words.PRIORITY), cells.count("priority"), priority),
            Tile(say(words.A_DAY), cells.mean("visitors", days)),
            Tile(say(words.OPEN_DAYS), count(days)),
            Tile(say(words.MISTAKEN), cells.count("mistaken")),
        ),
    )


def _chart(cells: Cells, came: Visitors, asked: Asked) -> Chart:
    """Return a bar for each day; its priority part only where none is small."""
    say, bars = asked.say, came.bars
    columns = [say(words.VISITORS)]
    if cells.has_classes:
        columns.append(say(words.OF_THESE_PRIORITY))
    begins = list(dict.fromkeys(bars.begin(day) for day in came.days))
    first = came.by(lambda e: bar(bars.begin(e.date)) if e.is_priority else None)
    shows_year = len({day.year for day in begins}) > 1
    rows: list[Row] = []
    for day in begins:
        row: list[Value] = [cells.count(bar(day))]
        if cells.has_classes:
            row.append(count(first.get(bar(day), 0)))
        form = "%m/%Y" if bars.unit is words.MONTH else "%d/%m"
        title = day.strftime("%d/%m/%Y" if shows_year and form == "%d/%m" else form)
        rows.append(Row(title, tuple(row)))
    table = Table(
        title=say(bars.title), columns=(say(bars.unit), *columns), rows=tuple(rows)
    )
    return Chart(table=table)


def _services(cells: Cells, came: Visitors, asked: Asked) -> Table:
    say = asked.say
    types = [t for t in words.TYPES if cells.has_types and cells.values[f"type:{t}"]]
    crossed = came.by(lambda each: f"{each.service} {each.type}")
    rows = [
        Row(
            asked.service(service),
            (
                *(count(crossed.get(f"{service} {t}", 0)) for t in types),
                cells.count(f"service:{service}"),
                cells.share(f"service:{service}", "visitors"),
            ),
        )
        for service in came.services
    ]
    totals = (*(cells.count(f"type:{t}") for t in types), *_total(cells))
    rows.append(Row(say(words.SUM), totals, is_sum=True))
    columns = (*(say(words.TYPES[t]) for t in types), say(words.VISITS))
    return Table(
        title=say(words.BY_SERVICE),
        columns=(say(words.SERVICE), *columns, say(words.SHARE)),
        rows=tuple(rows),
    )


def _types(cells: Cells, asked: Asked) -> Table:
    """Return kinds of visitor by themselves, where they may not be crossed."""
    say = asked.say
    rows = [
        Row(
            say(named),
            (cells.count(f"type:{t}"), cells.share(f"type:{t}", "visitors")),
        )
        for t, named in words.TYPES.items()
    ]
    rows.append(Row(say(words.SUM), _total(cells), is_sum=True))
    return Table(
        title=say(words.BY_TYPE),
        columns=(say(words.KIND_OF_VISITOR), say(words.VISITS), say(words.SHARE)),
        rows=tuple(rows),
    )


def _total(cells: Cells) -> tuple[Value, Value]:
    return cells.count("visitors"), cells.share("visitors", "visitors")
