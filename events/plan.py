"""What an office offers: services, counters and rules, as a day's books hold them."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from events.ids import ClerkId, CounterId, DeviceId, ServiceId

Minutes = Annotated[int, Meta(ge=0, le=24 * 60)]


class Names(Struct, frozen=True):
    """What a thing is called, in Vietnamese and in English."""

    vi: Annotated[str, Meta(min_length=1, max_length=80)]
    en: Annotated[str, Meta(min_length=1, max_length=80)]


class ServicePlan(Struct, frozen=True, kw_only=True):
    """A service people take a number for, known by its letter."""

    id: ServiceId
    names: Names


class CounterPlan(Struct, frozen=True, kw_only=True):
    """A counter, what it serves, and whether its clerk may call out of order."""

    id: CounterId
    serves: Annotated[tuple[ServiceId, ...], Meta(min_length=1)]
    may_pick: bool = False


class Rules(Struct, frozen=True, kw_only=True):
    """The calling rule's figures: minutes; the run in calls, undo in seconds."""

    priority_credit_min: Minutes = 15
    longest_wait_min: Minutes = 45
    priority_run: Annotated[int, Meta(ge=1, le=100)] = 2
    grace_min: Minutes = 20
    undo_s: Annotated[int, Meta(ge=0, le=600)] = 10


class DayOrders(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the manager's settings come to on one day.

    `shut` services give no new tickets, `caps` only so many; `rostered` clerks sit at
    counters that nobody signs in to; a clerk named in `skills` takes those services
    only. With `stops_at`, an instant of the day such as 17:00, no number is given whose
    turn would come later, a visit taking `usual_min` minutes.
    """

    shut: tuple[ServiceId, ...] = ()
    caps: dict[ServiceId, int] = {}
    usual_min: dict[ServiceId, int] = {}
    rostered: dict[CounterId, ClerkId] = {}
    skills: dict[ClerkId, tuple[ServiceId, ...]] = {}
    stops_at: str | None = None


NO_ORDERS = DayOrders()


class DayPlan(Struct, frozen=True, kw_only=True):
    """Everything the rules of one day need to know about the office.

    `devices` are those of the site file: whoever is not among them any more is not
    missed. Books that are older do not have them.
    """

    services: tuple[ServicePlan, ...]
    counters: tuple[CounterPlan, ...]
    rules: Rules = Rules()
    orders: DayOrders | UnsetType = UNSET
    devices: tuple[DeviceId, ...] | UnsetType = UNSET

    @property
    def told(self) -> DayOrders:
        """The manager's orders; none where nobody gave any."""
        return NO_ORDERS if self.orders is UNSET else self.orders
