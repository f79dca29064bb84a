"""Every count that a report shows, by a name, and which are sums of which (pure).

Nothing else of a report may be worked out from people: what stands here is what small
cells are looked for in. Where a table crosses two divisions its inner cells make rings
of sums; they are published only if every one of them is empty or large enough. How
those went who were not helped adds up only nearly: that is told roughly where need be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from hub.projections.measures import Figures, Share
from hub.projections.measures.hindering import DOWN, DOWN_KINDS, KIND_OF, UNSAID
from hub.reports.asked import Asked
from hub.reports.book import Book
from hub.reports.rough import GONE, NOT_HELPED, step_of, to_percent, to_ten
from hub.reports.small_cells import LEAST, marks
from hub.reports.values import Hidden, Mark, Value, count, percent, rounded
from hub.reports.visitors import Visitors
from hub.reports.words import DIFFICULTIES, MODES, OUTCOMES, STUCK, TYPES

NEUTRAL = 3
# These stand in the report as counts; the n of other shares would tell of the rest.
EXACT = frozenset({"visitors", "ended", "outcome:submitted", "rated"})


class Cells(Struct, frozen=True, kw_only=True):
    """The counts with what is hidden of them.

    `has_types` says that services may be crossed with kinds of visitor, `has_classes`
    days with classes; `step` to how many percent it is told how those went who were not
    helped, 0 exactly.
    """

    book: Book
    hidden: Mapping[str, Mark]
    has_types: bool
    has_classes: bool
    is_internal: bool
    step: int

    @property
    def values(self) -> Mapping[str, int]:
        """Return every count by its name, whether it is shown or not."""
        return self.book.values

    def count(self, name: str) -> Value:
        """Return a count, or the mark in its place."""
        if name in self.hidden:
            return Hidden(self.hidden[name])
        if self.step and name in GONE and self.values[name] >= LEAST:
            return to_ten(self.values[name])
        return count(self.values[name])

    def about(self, name: str) -> Value:
        """Return a count to the nearest ten: exactly, it would tell of the rest."""
        if self.is_internal or self.values[name] < LEAST:
            return self.count(name)
        return to_ten(self.values[name])

    def share(self, part: str, whole: str, *, shows_parts: bool = False) -> Value:
        """Return a count's share of another, or the mark in its place."""
        for name in (part, whole):
            if name in self.hidden:
                return self._unsaid(name)
        share = Share(self.values[part], self.values[whole])
        if self.step and part in GONE:
            return to_percent(share, self.step)
        return percent(share, shows_parts=shows_parts)

    def mean(
        self, name: str, by: int, total: int | None = None, places: int = 1
    ) -> Value:
        """Return a count, or a total of it, for each of so many."""
        if name in self.hidden:
            return self._unsaid(name)
        return rounded(self.values[name] if total is None else total, by, places)

    def n_of(self, whole: str) -> Value:
        """Return what a share is of: exactly only if it stands in the report anyway."""
        is_exact = whole in EXACT or whole in self.hidden
        return self.count(whole) if is_exact else self.about(whole)

    def _unsaid(self, name: str) -> Hidden:
        """Return what stands for a share or a mean that a hidden count tells."""
        mark = self.hidden[name]
        return Hidden(Mark.FEW if mark is Mark.SMALL else mark)


def cells(figures: Figures, came: Visitors, asked: Asked) -> Cells:
    """Return what of the counts may be shown: of an internal copy, all."""
    book = Book()
    _people(book, figures, came)
    _helped(book, figures, came)
    _waits(book, figures)
    _results(book, figures)
    _filings(book, figures, asked)
    _hindered(book, figures)
    _alone(book, figures)
    hidden = {} if asked.is_internal else dict(marks(book.values, book.sums))
    _hide_with(("outcome:submitted",), ("filed",), hidden)
    step = step_of(book.values, hidden)
    if step is None:
        _hide_with((NOT_HELPED, *GONE), GONE, hidden)
    return Cells(
        book=book,
        hidden=hidden,
        has_types=asked.is_internal or _is_clean(_crossed(came, by_type=True)),
        has_classes=asked.is_internal or _is_clean(_crossed(came, by_type=False)),
        is_internal=asked.is_internal,
        step=step or 0,
    )


def _hide_with(
    ones: Iterable[str], others: Iterable[str], hidden: dict[str, Mark]
) -> None:
    """Hide others where one is hidden that they would tell."""
    if any(name in hidden for name in ones):
        for name in others:
            hidden.setdefault(name, Mark.ALSO)


def bar(day: object) -> str:
    """Return the name of the count of a bar."""
    return f"bar:{day}"


def _people(book: Book, figures: Figures, came: Visitors) -> None:
    total = sum(came.came.values())
    begin = came.bars.begin
    in_bars = came.by(lambda each: bar(begin(each.date)))
    bars = {bar(begin(day)): in_bars.get(bar(begin(day)), 0) for day in came.days}
    services = came.by(lambda each: each.service)
    book.put({"visitors": total, "mistaken": figures.mistaken})
    share = Share(figures.priority, total)
    book.put_share("priority", share, "visitors")
    book.put(bars, "visitors")
    book.put({f"service:{s}": services.get(s, 0) for s in came.services}, "visitors")


def _helped(book: Book, figures: Figures, came: Visitors) -> None:
    """Write down whom somebody helped, and how; usually as many as sessions ended."""
    types = came.by(lambda each: each.type)
    counts = {f"type:{t}": types.get(t, 0) for t in TYPES}
    not_helped = counts.pop(NOT_HELPED)
    ended, helped = figures.rated.whole, sum(counts.values())
    book.put({"ended": ended})
    name = "ended" if helped == ended else "helped"
    book.put({name: helped, NOT_HELPED: not_helped}, "visitors")
    book.put(counts, name)
    name = "ended" if figures.sessions == ended else "sessions"
    book.put({name: figures.sessions})
    book.put({f"mode:{mode}": n for mode, n in _modes(figures).items()}, name)


def _waits(book: Book, figures: Figures) -> None:
    first = figures.wait_first
    book.put({"called": first.n})
    book.put({"called:priority": figures.wait_priority.n})
    book.put({"called:normal": figures.wait_normal.n})
    book.put_share("no-show", figures.no_show, "called")
    book.put_share("in-time", figures.called_in_time, "due")
    book.put_share("abandoned", figures.abandoned, "visitors")
    book.put_share("picked", figures.overrides, "calls")
    book.put_share("told", figures.told_too_little, "all told")
    book.put({"expired": figures.left_at_closing.part, "handled": figures.handling.n})
    book.put({"departed": figures.dwell.n})


def _results(book: Book, figures: Figures) -> None:
    scores = figures.ratings
    disliked, liked = figures.disliked.part, figures.liked.part
    book.put({f"outcome:{o}": figures.outcomes.get(o, 0) for o in OUTCOMES}, "ended")
    book.put_share("filed", figures.submitted, "to file")
    book.put_share("post", figures.postal_return, "outcome:submitted")
    book.put_share("once", figures.first_visit, "outcome:submitted")
    book.put_share("rated", figures.rated, "ended")
    neutral = scores.get(NEUTRAL, 0)
    book.put({"liked": liked, "neutral": neutral, "disliked": disliked}, "rated")
    book.put_share("paid", figures.paid_online, "fees")


def _modes(figures: Figures) -> dict[str, int]:
    done_for = figures.done_for
    reasons = figures.mode_reasons
    found = {mode: reasons.get(mode, 0) for mode in MODES}
    found["guided"] = done_for.whole - done_for.part
    found["unsaid"] = done_for.part - sum(reasons.values())
    return found


def _filings(book: Book, figures: Figures, asked: Asked) -> None:
    book.put({"dossiers": figures.submissions})
    book.put({f"level:{k}": n for k, n in figures.levels.items()}, "dossiers")
    groups: dict[str, int] = {}
    for procedure, n in figures.procedures.items():
        group = f"group:{asked.service_of(procedure)}"
        groups[group] = groups.get(group, 0) + n
    book.put(dict(sorted(groups.items())), "dossiers")


def _hindered(book: Book, figures: Figures) -> None:
    """Write down each kind of difficulty: sessions that ended by it, and what else."""
    down = {f"down:{kind}": figures.hindered.get(kind, 0) for kind in DOWN_KINDS}
    book.put(down, f"outcome:{DOWN}")
    for kind in DIFFICULTIES:
        noted = figures.hindered_noted.get(kind, 0)
        ending = ended_by(kind)
        if ending is None or kind == UNSAID:
            book.put({f"trouble:{kind}": noted + figures.hindered.get(kind, 0)})
            continue
        ended = book.values[ending]
        book.put({f"trouble:{kind}": ended + noted})
        book.put({ending: ended, f"noted:{kind}": noted}, f"trouble:{kind}")


def ended_by(kind: str) -> str | None:
    """Return the count of sessions that a kind of difficulty ended, if it has one."""
    if kind in DOWN_KINDS:
        return f"down:{kind}"
    ending = next((outcome for outcome, so in KIND_OF.items() if so == kind), None)
    return None if ending is None else f"outcome:{ending}"


def _alone(book: Book, figures: Figures) -> None:
    """Write down what is part of no sum that is shown."""
    extra = figures.rating_reasons.get("extra-cost", 0)
    book.put({"rating:extra-cost": extra})
    stuck = figures.step_results.get("account", {})
    book.put({f"stuck:{k}": stuck.get(k, 0) for k in STUCK})


def _crossed(came: Visitors, *, by_type: bool) -> Iterable[int]:
    """Return the inner cells of services by kind of visitor, or of bars by class."""
    if by_type:
        types = TYPES
        found = came.by(lambda each: f"{each.service} {each.type}")
        return [found.get(f"{s} {t}", 0) for s in came.services for t in types]
    begin = came.bars.begin
    return came.by(lambda e: f"{begin(e.date)} {e.is_priority}").values()


def _is_clean(counts: Iterable[int]) -> bool:
    return not any(0 < n < LEAST for n in counts)
