"""What happened to a visit."""

from __future__ import annotations

from msgspec import Struct, field

from events.ids import CounterId, DeviceId, ServiceId, TicketLabel, VisitId
from events.local_time import Instant
from events.visit.terms import Channel, ClassReason, ParkReason, VisitClass, Why


class TicketIssued(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number was given to a visitor."""

    visit: VisitId
    ticket: TicketLabel
    service: ServiceId
    visit_class: VisitClass = field(name="class")
    channel: Channel
    device: DeviceId | None = None


class VisitCalled(Struct, frozen=True, kw_only=True):
    """A visit was called to a counter; the screen shows it and the chime sounds."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    why: Why


class VisitRecalled(Struct, frozen=True, kw_only=True):
    """A called visit was announced again; `times` counts every announcement."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    times: int


class ServingStarted(Struct, frozen=True, kw_only=True):
    """Clerk and visitor sat down together."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId


class VisitServed(Struct, frozen=True, kw_only=True):
    """A visit was done and the visitor left."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId


class NoShowMarked(Struct, frozen=True, kw_only=True):
    """A called visitor did not come; the place is kept until then."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    until: Instant


class VisitReturned(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A parked visit or a no-show is waiting again, its arrival unchanged."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId | None = None


class VisitParked(Struct, frozen=True, kw_only=True):
    """A visit was set aside with its place kept."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    reason: ParkReason


class VisitTransferred(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A visit was sent on to a service, and to one counter of it where named."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    service: ServiceId
    to_counter: CounterId | None = None


class VisitHandedOver(Struct, frozen=True, kw_only=True):
    """A visit being served goes on at another counter, without waiting again."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    to_counter: CounterId


class VisitAbandoned(Struct, frozen=True, kw_only=True):
    """A visitor left after taking a number."""

    visit: VisitId
    ticket: TicketLabel


class VisitExpired(Struct, frozen=True, kw_only=True):
    """The day closed on a visit that nobody had served."""

    visit: VisitId
    ticket: TicketLabel


class ClassChanged(Struct, frozen=True, kw_only=True):
    """A visit's class was corrected."""

    visit: VisitId
    ticket: TicketLabel
    visit_class: VisitClass = field(name="class")
    reason: ClassReason


class TicketRelabelled(Struct, frozen=True, kw_only=True):
    """A visit goes on under the number that its paper shows."""

    visit: VisitId
    was: TicketLabel
    ticket: TicketLabel


class WaitEstimated(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a visitor's wait was reckoned to be at issue: people ahead, seconds.

    Half of all waits are hoped to end by `from_s`, four fifths by `to_s`; people are
    told them rounded outward to five minutes. `schedule_s` is what the method said
    before it was corrected by how earlier estimates came true.
    """

    visit: VisitId
    ticket: TicketLabel
    ahead: int
    from_s: int
    to_s: int
    method: str
    schedule_s: int | None = None
