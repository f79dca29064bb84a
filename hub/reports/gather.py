"""Gathers a report: figures of the rows, what of them may be shown, and the words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from events.local_time import business_date
from hub.application.exports import Standing
from hub.projections.measured.rows import Facts
from hub.projections.measures.sheets import Sheet, summed
from hub.reports import words
from hub.reports.asked import Asked
from hub.reports.digest import basis
from hub.reports.inner import inner
from hub.reports.notation import DASH, bare_int, day, instant
from hub.reports.people import people
from hub.reports.period import phase_of, standing
from hub.reports.published import cells
from hub.reports.report import Basis, Block, Headed, Note, Part, Report
from hub.reports.results import results
from hub.reports.troubles import proposals, troubles
from hub.reports.visitors import visitors


def gather(facts: Facts, asked: Asked, sheets: Sequence[Sheet] = ()) -> Report:
    """Return the report of some days, its parts in the order they are handed in.

    A day's rows are among the facts or, added up, in a sheet; its day row is always.
    """
    found = summed(facts, sheets, asked.settings.targets)
    came = visitors(facts, (service.id for service in asked.site.services), sheets)
    shown = cells(found, came, asked)
    rests_on = basis(facts, asked.until, sheets)
    parts = (
        people(shown, came, asked),
        results(shown, found, asked),
        troubles(shown, asked),
        proposals(asked),
        _method(facts, rests_on, asked),
    )
    chip = _chip(asked, _standing(facts, asked))
    head = _headed(parts, rests_on, asked, chip)
    return replace(head, inner=inner(found, asked))


def _headed(
    parts: tuple[Part, ...], rests_on: Basis, asked: Asked, chip: str
) -> Report:
    say, office = asked.say, asked.site.office
    begun, last = rests_on.begun, rests_on.position
    return Report(
        lang=asked.lang,
        title=say(words.PILOT),
        subtitle=say(words.SUBTITLE),
        chip=chip,
        head=_head(asked),
        parts=parts,
        basis=rests_on,
        basis_title=say(words.DIGEST).format(first=begun, last=last),
        signatures=(say(words.PERSON), say(words.HEAD)),
        sign_here=say(words.SIGN),
        footer=_footer(asked, chip),
        office=office.id,
        period=asked.period,
        is_internal=asked.is_internal,
    )


def _head(asked: Asked) -> tuple[Headed, ...]:
    say, office = asked.say, asked.site.office
    name = say((office.name.vi, office.name.en))
    return (
        Headed(say(words.OFFICE), f"{name} ({office.id})"),
        Headed(say(words.PERIOD), _period(asked)),
        Headed(say(words.OPERATOR), _operator(asked)),
        Headed(say(words.PHASE), phase_of(asked.period, office.phase) or DASH),
        Headed(say(words.RECIPIENT), office.report_to),
        Headed(say(words.MADE), instant(asked.made)),
    )


def _operator(asked: Asked) -> str:
    """Return who runs the office, by name where the site file has a known code."""
    operator = asked.site.office.operator
    named = words.OPERATORS.get(operator)
    return operator if named is None else asked.say(named)


def _footer(asked: Asked, chip: str) -> str:
    """Return what stands at the foot of each page: which report, whose, of when."""
    title, office = asked.say(words.PILOT), asked.site.office.id
    said = (title, office, _between(asked), chip)
    return " · ".join(each for each in said if each)


def _between(asked: Asked) -> str:
    return f"{day(asked.period.first)} – {day(asked.period.last)}"


def _standing(facts: Facts, asked: Asked) -> Standing:
    """Return whether the period is over; its last day is once that is closed."""
    today = business_date(asked.made)
    closed = {row.day for row in facts.days if row.closed is not None}
    if today == asked.period.last and str(today) in closed:
        return Standing.OVER
    return standing(asked.period, today)


def _chip(asked: Asked, stands: Standing) -> str:
    said = (words.INVENTED,) if asked.site.office.demo else ()
    if stands in words.NOT_OVER:
        said = (*said, words.NOT_OVER[stands])
    if asked.is_internal:
        said = (*said, words.INTERNAL)
    return " · ".join(asked.say(each) for each in said)


def _period(asked: Asked) -> str:
    period = asked.period
    name = asked.say((period.names.vi, period.names.en))
    between = _between(asked)
    return between if name in between or period.days == 1 else f"{name} ({between})"


def _method(facts: Facts, rests_on: Basis, asked: Asked) -> Part:
    events = rests_on.position - rests_on.begun + 1 if rests_on.begun else 0
    counted = asked.say(words.COUNTED).format(
        events=bare_int(events, asked.lang), rows=bare_int(rests_on.rows, asked.lang)
    )
    hiding = words.UNHIDDEN if asked.is_internal else words.HIDING
    said = [counted, asked.say(hiding)]
    if asked.until is None or any(row.closed is None for row in facts.days):
        at = datetime.fromtimestamp(facts.at / 1_000_000, UTC)
        said.append(asked.say(words.UNFINISHED).format(at=instant(at)))
    span = range(rests_on.begun, rests_on.position + 1)
    if lost := sum(position in span for position in facts.skipped):
        said.append(asked.say(words.LEFT_OUT).format(n=bare_int(lost, asked.lang)))
    blocks: tuple[Block, ...] = (Note(" ".join(said)),)
    return Part(asked.say(words.METHOD), blocks)
