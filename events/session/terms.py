"""The closed lists of an assisted session: steps, outcomes, modes, reasons.

Lists that law or office may change (procedures, service levels) are not here: they are
rows of the office's own dated lists, named by a `CatalogueId`.
"""

from __future__ import annotations

from enum import StrEnum


class VisitorType(StrEnum):
    """On whose behalf a visitor comes."""

    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    HOUSEHOLD_BUSINESS = "household-business"


class Intent(StrEnum):
    """What a visitor came to do."""

    FILE = "file"
    LOOK_UP = "look-up"
    RECEIVE_RESULT = "receive-result"
    INFORMATION = "information"


class Mode(StrEnum):
    """Who holds the mouse: the visitor, guided, or the clerk."""

    GUIDED = "guided"
    DONE_FOR = "done-for"


class ModeReason(StrEnum):
    """Why a clerk did it for the visitor."""

    NO_DEVICE = "no-device"
    CANNOT_ALONE = "cannot-alone"


class Step(StrEnum):
    """A step of an assisted submission, in their usual order."""

    ADVICE = "advice"
    ACCOUNT = "account"
    PREPARE = "prepare"
    SCAN = "scan"
    SUBMIT = "submit"
    PAY = "pay"
    RECEIPT = "receipt"
    TRACK = "track"
    RETURN_CHOICE = "return-choice"


class StepResult(StrEnum):
    """How a step ended: done, passed over, or stuck, and on what."""

    DONE = "done"
    ALREADY_THERE = "already-there"
    NOT_NEEDED = "not-needed"
    DECLINED = "declined"
    MISSING_PAPERS = "missing-papers"
    NO_PHONE = "no-phone"
    NOT_LEVEL_2 = "not-level-2"
    FORGOT_PASSCODE = "forgot-passcode"
    SYSTEM_DOWN = "system-down"


class Outcome(StrEnum):
    """What a session came to; `not-recorded` where the clerk did not say."""

    SUBMITTED = "submitted"
    ADVISED_ONLY = "advised-only"
    MISSING_PAPERS = "missing-papers"
    NO_ACCOUNT = "no-account"
    NOT_ONLINE = "not-online"
    SYSTEM_DOWN = "system-down"
    REFERRED = "referred"
    TRACKED = "tracked"
    RESULT_GIVEN = "result-given"
    ABANDONED = "abandoned"
    NOT_RECORDED = "not-recorded"


class PaymentKind(StrEnum):
    """Money that a visitor owes to others; help itself costs nothing."""

    STATE_FEE = "state-fee"
    POSTAGE = "postage"


class EntryKind(StrEnum):
    """What is recorded one by one in a session, and can be taken back one by one."""

    STEP = "step"
    SUBMISSION = "submission"
    PAYMENT = "payment"
    DIFFICULTY = "difficulty"


class ReturnWay(StrEnum):
    """How a visitor wants the result."""

    POST = "post"
    PICK_UP = "pick-up"
    ELECTRONIC = "electronic"


class ReassignReason(StrEnum):
    """Why a manager puts a session to another clerk's name."""

    MANAGER = "manager"
    ABSENT = "absent"
    LOAD = "load"
    MISTAKE = "mistake"
    TRAINING = "training"


class AssignReason(StrEnum):
    """Why a session goes on with another clerk, or at another counter.

    A manager's reasons, and those of what happened by itself.
    """

    CAME_BACK = "came-back"
    TRANSFERRED = "transferred"
    TAKEN_OVER = "taken-over"
    CLERK_CHANGED = "clerk-changed"
    MANAGER = "manager"
    ABSENT = "absent"
    LOAD = "load"
    MISTAKE = "mistake"
    TRAINING = "training"
    UNDONE = "undone"


class SessionPause(StrEnum):
    """Why a session stands still until its visitor is back at a counter."""

    MISSING_PAPERS = "missing-papers"
    PHOTOCOPY = "photocopy"
    PHONE_OR_ACCOUNT = "phone-or-account"
    TRANSFERRED = "transferred"
    UNDONE = "undone"
    OTHER = "other"


class RatingChannel(StrEnum):
    """Where a visitor said how it was."""

    PHONE = "phone"
    BOX = "box"


class DifficultyKind(StrEnum):
    """What stood in the way."""

    PORTAL = "portal"
    NETWORK = "network"
    ACCOUNT = "account"
    PAPERS = "papers"
    NOT_ONLINE = "not-online"
    EQUIPMENT = "equipment"
    EXTRA_COST = "extra-cost"
    OTHER = "other"


class RatingReason(StrEnum):
    """What a rating is about, as the visitor ticked it."""

    WAITING = "waiting"
    ATTITUDE = "attitude"
    GUIDANCE = "guidance"
    EQUIPMENT = "equipment"
    EXTRA_COST = "extra-cost"
