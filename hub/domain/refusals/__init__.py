"""Why the house may say no: every leaf below `Refused`.

* the day: DayNotOpen, DayAlreadyOpen, DayNotAfterLast, DayNotYet, DayStillBusy,
  ServiceInUse
* names: UnknownService, UnknownCounter, UnknownTicket
* the counter: StaleRevision, CounterIsClosed, CounterIsPaused, CounterBusy,
  NobodyWaiting, VisitStillCalled, NobodyCalled, NotServing, NoVisitHere, NothingParked
* the visit: AlreadyCalled, BeingServed, VisitEnded, GraceOver, NumbersUsedUp,
  ReturnNeedsTicket
* order: NoRightToPick, TransferNeedsTarget, TransferToItself, DoesNotServe
* undoing: NothingToUndo, UndoTooLate, UndoOvertaken
"""

from hub.domain.refusals.of_the_counter import (
    CounterBusy,
    CounterIsClosed,
    CounterIsPaused,
    NobodyCalled,
    NobodyWaiting,
    NothingParked,
    NotServing,
    NoVisitHere,
    StaleRevision,
    VisitStillCalled,
)
from hub.domain.refusals.of_the_day import (
    DayAlreadyOpen,
    DayNotAfterLast,
    DayNotOpen,
    DayNotYet,
    DayStillBusy,
    ServiceInUse,
    UnknownCounter,
    UnknownService,
    UnknownTicket,
)
from hub.domain.refusals.of_the_visit import (
    AlreadyCalled,
    BeingServed,
    DoesNotServe,
    GraceOver,
    NoRightToPick,
    NothingToUndo,
    NumbersUsedUp,
    ReturnNeedsTicket,
    TransferNeedsTarget,
    TransferToItself,
    UndoOvertaken,
    UndoTooLate,
    VisitEnded,
)

__all__ = [
    "AlreadyCalled",
    "BeingServed",
    "CounterBusy",
    "CounterIsClosed",
    "CounterIsPaused",
    "DayAlreadyOpen",
    "DayNotAfterLast",
    "DayNotOpen",
    "DayNotYet",
    "DayStillBusy",
    "DoesNotServe",
    "GraceOver",
    "NoRightToPick",
    "NoVisitHere",
    "NobodyCalled",
    "NobodyWaiting",
    "NotServing",
    "NothingParked",
    "NothingToUndo",
    "NumbersUsedUp",
    "ReturnNeedsTicket",
    "ServiceInUse",
    "StaleRevision",
    "TransferNeedsTarget",
    "TransferToItself",
    "UndoOvertaken",
    "UndoTooLate",
    "UnknownCounter",
    "UnknownService",
    "UnknownTicket",
    "VisitEnded",
    "VisitStillCalled",
]
