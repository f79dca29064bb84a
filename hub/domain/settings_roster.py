"""Whether the roster names clerks and counters there are, each clerk once a day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from events.settings import Duty, OfficeSettings, Role
from hub.domain.refusals import (
    DutyOfTechnician,
    DutyTwice,
    DutyUnknownClerk,
    DutyUnknownCounter,
)
from hub.domain.refused import Refused
from hub.domain.settings_names import weekday


def roster_faults(settings: OfficeSettings, counters: set[str]) -> Iterator[Refused]:
    """Yield what is wrong with the roster at an office of these counters."""
    roles = {clerk.id: clerk.role for clerk in settings.clerks}
    for duty in settings.roster:
        clerk, counter, day = duty.clerk, duty.counter, duty.weekday
        if clerk not in roles:
            yield DutyUnknownClerk(clerk=clerk, counter=counter, day=day)
        if counter not in counters:
            yield DutyUnknownCounter(clerk=clerk, counter=counter, day=day)
        if roles.get(clerk) is Role.TECHNICIAN:
            yield DutyOfTechnician(clerk=clerk, counter=counter, day=day)
    yield from _twice([duty for duty in settings.roster if duty.counter in counters])


def _twice(roster: list[Duty]) -> Iterator[Refused]:
    """Yield who sits at two counters on one day, the counters in their order."""
    seats: dict[tuple[int, str], set[str]] = {}
    for duty in roster:
        seats.setdefault((duty.weekday, duty.clerk), set()).add(duty.counter)
    for (number, clerk), counters in seats.items():
        for counter, other in combinations(sorted(counters), 2):
            yield DutyTwice(
                clerk=clerk,
                counter=counter,
                other=other,
                weekday=number,
                day=weekday(number),
            )
