"""All figures of some rows, whole or broken down."""

from __future__ import annotations

from typing import Any

from events.settings import Targets
from hub.projections.measured.rows import Facts
from hub.projections.measures.availability import of_devices
from hub.projections.measures.dimensions import ALL, Cut, Dimension, Key
from hub.projections.measures.figures import Figures
from hub.projections.measures.links import Links
from hub.projections.measures.of_counters import of_counters
from hub.projections.measures.of_sessions import of_sessions
from hub.projections.measures.of_visits import of_visits
from hub.projections.measures.parts import Part, parts_of

USUAL = Targets()


class Measures:
    """The figures of some rows: asked often, what they have in common is done once."""

    def __init__(self, facts: Facts, targets: Targets = USUAL) -> None:
        """Remember the rows, and what the office aims at."""
        self._facts = facts
        self._targets = targets
        self._links = Links(facts)

    def figures(self, cut: Cut = ALL) -> Figures:
        """Return the figures of all the rows, or of those in the cut."""
        parts = parts_of(self._facts, tuple(cut))
        return self._of(parts.get(tuple(cut.values()), Part()))

    def by(self, *dimensions: Dimension, cut: Cut = ALL) -> dict[Any, Figures]:
        """Return the figures of each part, in the order of their keys.

        By one dimension the key is its value, by several a tuple of them. Key None, the
        last, has what belongs nowhere: a visit that was never called has no counter.
        """
        wanted, size = tuple(cut.values()), len(cut)
        found = {
            keys[size:]: part
            for keys, part in parts_of(self._facts, (*cut, *dimensions)).items()
            if keys[:size] == wanted
        }
        only = len(dimensions) == 1
        return {
            keys[0] if only else keys: self._of(found[keys])
            for keys in sorted(found, key=lambda keys: [_rank(key) for key in keys])
        }

    def _of(self, part: Part) -> Figures:
        links = self._links
        return Figures(
            **of_visits(part, links, self._targets),
            **of_sessions(part, links),
            **of_counters(part.counters, links.at),
            **of_devices(part.days, links.ready),
        )


def figures(facts: Facts, cut: Cut = ALL, targets: Targets = USUAL) -> Figures:
    """Return the figures of all the rows, or of those in the cut."""
    return Measures(facts, targets).figures(cut)


def by(
    facts: Facts, *dimensions: Dimension, cut: Cut = ALL, targets: Targets = USUAL
) -> dict[Any, Figures]:
    """Return the figures of each part; see `Measures.by`."""
    return Measures(facts, targets).by(*dimensions, cut=cut)


def _rank(key: Key) -> tuple[bool, int, str]:
    """Return what sorts counter 10 behind counter 9, and None behind all."""
    word = str(key)
    return (key is None, int(word) if word.isdecimal() else 0, word)
