"""Figures of the help itself: steps, outcomes, filings, payments, ratings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from hub.projections.measured.instants import Span
from hub.projections.measured.rows import PaymentRow, SessionRow, StepRow
from hub.projections.measures.figures import Share
from hub.projections.measures.hindering import hindering
from hub.projections.measures.links import Links
from hub.projections.measures.parts import Part

LIKED, DISLIKED = 4, 2

# There are far more steps than anything else: their fields are taken by place.
_of_step = itemgetter(*map(StepRow._fields.index, ("step", "result", "took")))


def of_sessions(part: Part, links: Links) -> dict[str, Any]:
    """Return every figure that rests on sessions and what was noted in them."""
    ended = [session for session in part.sessions if session.ended is not None]
    return {
        **_work(part, links),
        **_results(ended, links),
        **_satisfaction(ended),
        "paid_online": _paid_online(part.payments),
        "submissions": len(part.submissions),
        "levels": dict(Counter([row.level for row in part.submissions])),
        "procedures": dict(Counter([row.procedure for row in part.submissions])),
        "difficulties": dict(Counter([row.kind for row in part.difficulties])),
        **hindering(ended, part.difficulties),
    }


def _work(part: Part, links: Links) -> dict[str, Any]:
    sessions = part.sessions
    done_for = [row for row in sessions if row.mode == "done-for"]
    return {
        "sessions": len(sessions),
        "worked": links.spread(
            [s.worked for s in sessions if s.ended is not None and not s.forgotten]
        ),
        "intents": dict(Counter([row.intent for row in sessions])),
        "done_for": Share(len(done_for), len(sessions)),
        "mode_reasons": _counted(row.reason for row in done_for),
        **_steps(part.steps, links),
    }


def _counted(said: Iterable[str | None]) -> dict[str, int]:
    """Return how often each was said."""
    return dict(Counter([word for word in said if word is not None]))


def _steps(steps: Iterable[StepRow], links: Links) -> dict[str, Any]:
    took: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for step, result, span in map(_of_step, steps):
        took[step][result].append(span)
    return {
        "steps": {
            step: links.spread(chain.from_iterable(spans.values()))
            for step, spans in took.items()
        },
        "step_results": {
            step: {result: len(some) for result, some in spans.items()}
            for step, spans in took.items()
        },
    }


def _results(ended: Sequence[SessionRow], links: Links) -> dict[str, Any]:
    filed = [row for row in ended if row.outcome == "submitted"]
    to_file = [row.outcome == "submitted" for row in ended if row.intent == "file"]
    once = [row for row in filed if (row.day, row.visit) not in links.set_aside]
    back = [row for row in ended if (row.day, row.visit) in links.came_back]
    by_post = [row for row in filed if row.way == "post"]
    return {
        "outcomes": _counted(row.outcome for row in ended),
        "submitted": Share(sum(to_file), len(to_file)),
        "first_visit": Share(len(once), len(filed)),
        "came_back": Share(len(back), len(ended)),
        "postal_return": Share(len(by_post), len(filed)),
    }


def _paid_online(payments: Iterable[PaymentRow]) -> Share:
    fees = [row.is_online for row in payments if row.kind == "state-fee"]
    return Share(sum(fees), len(fees))


def _satisfaction(ended: Sequence[SessionRow]) -> dict[str, Any]:
    rated = [row for row in ended if row.score is not None]
    scores = [row.score for row in rated if row.score is not None]
    reasons = [row.rated_for.split(",") for row in rated if row.rated_for]
    return {
        "ratings": dict(Counter(scores)),
        "rating_reasons": dict(Counter(chain.from_iterable(reasons))),
        "liked": Share(sum([score >= LIKED for score in scores]), len(scores)),
        "disliked": Share(sum([score <= DISLIKED for score in scores]), len(scores)),
        "rated": Share(len(rated), len(ended)),
    }
