"""The second part: what the help came to, how long people waited, how it was."""

from __future__ import annotations

from collections.abc import Iterable

from hub.projections.measures import Figures, Spread
from hub.reports import words
from hub.reports.asked import Asked
from hub.reports.published import Cells
from hub.reports.report import Block, Goal, Pair, Part, Row, Table
from hub.reports.values import (
    ABSENT,
    Hidden,
    Number,
    Said,
    Unit,
    Value,
    minutes,
    percent,
)
from hub.reports.words import Words


def results(cells: Cells, figures: Figures, asked: Asked) -> Part:
    """Return the part about results."""
    blocks: list[Block] = [
        Goal(
            title=asked.say(words.OWN_RATE),
            value=cells.share("filed", "to file", shows_parts=True),
            note=asked.say(words.OWN_RATE_NOTE),
        ),
        _city(asked),
        Pair(
            left=(_times(cells, figures, asked),),
            right=_filed(cells, figures, asked),
        ),
        Pair(
            left=(_outcomes(cells, asked), _modes(cells, asked)),
            right=(_quality(cells, figures, asked),),
        ),
    ]
    return Part(asked.say(words.RESULTS), tuple(blocks))


def _city(asked: Asked) -> Table:
    """Return the city's own two targets: of the authority's figures, or nothing."""
    say, city = asked.say, asked.city
    title = say(words.CITY)
    if city.source:
        source = say(words.CITY_SOURCE).format(source=city.source)
        title = f"{title}. {source}"
    return Table(
        title=title,
        columns=("", say(words.CITY_GOAL), say(words.CITY_NOW)),
        rows=(
            Row(
                say(words.CITY_PEOPLE),
                (Said(say(words.GOAL_PEOPLE)), _typed(city.people)),
            ),
            Row(
                say(words.CITY_DOSSIERS),
                (Said(say(words.GOAL_DOSSIERS)), _typed(city.dossiers)),
            ),
        ),
    )


def _typed(hundredths: int | None) -> Value:
    return ABSENT if hundredths is None else Number(hundredths, 2, Unit.PERCENT)


def _outcomes(cells: Cells, asked: Asked) -> Table:
    say = asked.say
    rows = [
        Row(say(named), (cells.count(f"outcome:{outcome}"),))
        for outcome, named in words.OUTCOMES.items()
    ]
    rows.append(Row(say(words.SUM), (cells.count("ended"),), is_sum=True))
    return Table(
        title=say(words.OUTCOME),
        columns=(say(words.OUTCOME), say(words.SESSIONS)),
        rows=tuple(rows),
    )


def _modes(cells: Cells, asked: Asked) -> Table:
    say, whole = asked.say, "sessions" if "sessions" in cells.values else "ended"
    rows = [
        Row(
            say(named),
            (cells.count(f"mode:{mode}"), cells.share(f"mode:{mode}", whole)),
        )
        for mode, named in words.MODES.items()
    ]
    return Table(
        title=say(words.MODE),
        columns=(say(words.MODE), say(words.SESSIONS), say(words.SHARE)),
        rows=tuple(rows),
    )


def _times(cells: Cells, figures: Figures, asked: Asked) -> Table:
    say = asked.say
    spreads: tuple[tuple[Words, Spread, str], ...] = (
        (words.WAIT, figures.wait_first, "called"),
        (words.WAIT_PRIORITY, figures.wait_priority, "called:priority"),
        (words.WAIT_NORMAL, figures.wait_normal, "called:normal"),
        (words.HANDLING, figures.handling, "handled"),
        (words.WORKED, figures.worked, "ended"),
        (words.DWELL, figures.dwell, "departed"),
    )
    columns = (words.TIMES, words.P50, words.P90, words.N)
    return Table(
        title=say(words.TIMES),
        columns=tuple(say(column) for column in columns),
        rows=tuple(
            Row(say(named), (*_quantiles(spread), cells.n_of(n)))
            for named, spread, n in spreads
        ),
    )


def _quantiles(spread: Spread) -> tuple[Value, Value]:
    """Return p50 and p90; of too few they would be somebody's own time."""
    if spread.is_few:
        return ABSENT, ABSENT
    return minutes(spread.p50), minutes(spread.p90)


def _quality(cells: Cells, figures: Figures, asked: Asked) -> Table:
    say = asked.say
    within = asked.settings.targets.called_within_min
    filed = "outcome:submitted"

    def share(named: Words, part: str, whole: str) -> Row:
        return Row(say(named), (cells.share(part, whole), cells.n_of(whole)))

    called = say(words.IN_TIME).format(n=within)
    rows = [
        Row(called, (cells.share("in-time", "due"), cells.n_of("due"))),
        share(words.NO_SHOW, "no-show", "called"),
        share(words.ABANDONED, "abandoned", "visitors"),
        Row(say(words.EXPIRED), (cells.count("expired"), ABSENT)),
        share(words.TOLD, "told", "all told"),
        share(words.PICKED, "picked", "calls"),
        share(words.PAID_ONLINE, "paid", "fees"),
        share(words.BY_POST, "post", filed),
        share(words.ONCE, "once", filed),
        *_ratings(cells, figures, asked),
        Row(say(words.EXTRA_COST), (cells.count("rating:extra-cost"), ABSENT)),
        Row(say(words.AVAILABLE), (percent(figures.available), ABSENT)),
    ]
    return Table(
        title=say(words.QUALITY),
        columns=(say(words.QUALITY), say(words.VALUE), say(words.N)),
        rows=tuple(rows),
    )


def _ratings(cells: Cells, figures: Figures, asked: Asked) -> Iterable[Row]:
    say = asked.say
    liked = cells.share("liked", "rated")
    disliked = cells.share("disliked", "rated")
    total = sum(score * n for score, n in figures.ratings.items())
    mean = cells.mean("rated", sum(figures.ratings.values()), total, places=2)
    # The mean and the rest would tell what is hidden of the two.
    for each in (liked, disliked):
        mean = each if isinstance(each, Hidden) else mean
    n = cells.n_of("rated")
    yield Row(say(words.LIKED), (liked, n))
    yield Row(say(words.DISLIKED), (disliked, n))
    yield Row(say(words.MEAN_SCORE), (mean, n))
    share = cells.share("rated", "ended")
    yield Row(say(words.RATED), (share, cells.n_of("ended")))


def _filed(cells: Cells, figures: Figures, asked: Asked) -> tuple[Table, ...]:
    """Return dossiers by level and by the service of their procedure."""
    if not figures.submissions:
        return ()
    levels = [n for n in cells.values if n.startswith("level:")]
    groups = [n for n in cells.values if n.startswith("group:")]
    names = {name: asked.level(name.partition(":")[2]) for name in levels}
    other = asked.say(words.DIFFICULTIES["other"])
    for name in groups:
        names[name] = asked.service(name.partition(":")[2]) or other
    return (
        _dossiers(words.FILED_BY_LEVEL, levels, names, cells, asked),
        _dossiers(words.FILED_BY_SERVICE, groups, names, cells, asked),
    )


def _dossiers(
    title: Words, counts: list[str], names: dict[str, str], cells: Cells, asked: Asked
) -> Table:
    rows = [Row(names[name], (cells.count(name),)) for name in counts]
    total = Row(asked.say(words.SUM), (cells.count("dossiers"),), is_sum=True)
    return Table(
        title=asked.say(title),
        columns=(asked.say(title), asked.say(words.DOSSIERS)),
        rows=(*rows, total),
    )
