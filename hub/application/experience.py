"""What was seen lately, in the shape in which the rules are told of it (pure)."""

from __future__ import annotations

from itertools import chain

from hub.domain.paces import (
    ENOUGH_RATIOS,
    FIRST_PROMPT,
    FIRST_RATIOS,
    NoShows,
    Paces,
    Ratios,
    pace,
    ratios,
)
from hub.projections.recent_seen import PROMPT, Recent

# From fewer visits nothing is reckoned, from fewer ratios nothing is corrected.
FEWEST_TIMES = 20
FEWEST_RATIOS = 20
# In minutes: so long at most is a free counter thought to call nobody.
LONGEST_PROMPT = 15.0


class Experience:
    """Makes paces of what was seen, anew only where something new was seen."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._seen = Recent()
        self._paces: Paces | None = None

    def paces(self, recent: Recent) -> Paces | None:
        """Return the paces of late, None where too little was seen."""
        if recent.times is not self._seen.times or self._is_other(recent):
            self._paces = paces(recent)
        self._seen = recent
        return self._paces

    def _is_other(self, recent: Recent) -> bool:
        seen = self._seen
        return recent.comings is not seen.comings or recent.ratios is not seen.ratios


def paces(recent: Recent) -> Paces | None:
    """Return the paces that lately were seen, None where too few visits were."""
    times = {service: recent.times_of(service) for service in recent.times}
    every = [*chain.from_iterable(times.values())]
    if len(every) < FEWEST_TIMES:
        return None
    no_shows = NoShows(recent.no_show_share, recent.no_show_s)
    common = pace(every, no_shows)
    return Paces(
        common=common,
        services={s: pace(seen, no_shows, common) for s, seen in times.items() if seen},
        ratios=_ratios(recent),
        common_ratios=_common_ratios(recent),
        prompt=_prompt(recent),
    )


def _ratios(recent: Recent) -> dict[str, Ratios]:
    """Return the ratios of each service of which enough are known."""
    found = {s: recent.ratios_of(s) for s in recent.ratios if s != PROMPT}
    return {s: ratios(seen) for s, seen in found.items() if len(seen) >= ENOUGH_RATIOS}


def _common_ratios(recent: Recent) -> Ratios:
    every = [x for s in recent.ratios if s != PROMPT for x in recent.ratios_of(s)]
    return ratios(every) if len(every) >= FEWEST_RATIOS else FIRST_RATIOS


def _prompt(recent: Recent) -> Ratios:
    """Return how long, in minutes, those waited who found a counter free."""
    seen = recent.ratios_of(PROMPT)
    if len(seen) < FEWEST_RATIOS:
        return FIRST_PROMPT
    return ratios(seen, least=0.0, most=LONGEST_PROMPT)
