"""Gathers a report: figures of the rows, what of them may be shown, and the words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from hub.projections.measured.rows import Facts
from hub.projections.measures.sheets import Sheet, summed
from hub.reports import words
from hub.reports.asked import Asked
from hub.reports.digest import basis
from hub.reports.inner import inner
from hub.reports.notation import bare_int, day, instant
from hub.reports.people import people
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
    return replace(_headed(parts, rests_on, asked), inner=inner(found, asked))


def _headed(parts: tuple[Part, ...], rests_on: Basis, asked: Asked) -> Report:
    say, office = asked.say, asked.site.office
    begun, last = rests_on.begun, rests_on.position
    return Report(
        lang=asked.lang,
        title=say(words.PILOT),
        subtitle=say(words.SUBTITLE),
        chip=_chip(asked),
        head=_head(asked),
        parts=parts,
        basis=rests_on,
        basis_title=say(words.DIGEST).format(first=begun, last=last),
        signatures=(say(words.PERSON), say(words.HEAD)),
        sign_here=say(words.SIGN),
        footer=_footer(asked),
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
        Headed(say(words.PHASE), office.phase),
        Headed(say(words.RECIPIENT), office.report_to),
        Headed(say(words.MADE), instant(asked.made)),
    )


def _operator(asked: Asked) -> str:
    """Return who runs the office, by name where the site file has a known code."""
    operator = asked.site.office.operator
    named = words.OPERATORS.get(operator)
    return operator if named is None else asked.say(named)


def _footer(asked: Asked) -> str:
    """Return what stands at the foot of each page: which report, whose, of when."""
    title, office = asked.say(words.PILOT), asked.site.office.id
    said = (title, office, _between(asked), _chip(asked))
    return " · ".join(each for each in said if each)


def _between(asked: Asked) -> str:
    return f"{day(asked.period.first)} – {day(asked.period.last)}"


def _chip(asked: Asked) -> str:
    said = (words.INVENTED,) if asked.site.office.demo else ()
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
    blocks: tuple[Block, ...] = (Note(" ".join(said)),)
    return Part(asked.say(words.METHOD), blocks)
