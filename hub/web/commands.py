"""What an HTTP request asks for, as a command of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import isinf
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta

from events import codec
from events.ids import MessageId, new_id
from events.replies import Sentence
from events.unfit import UNREADABLE, placed, why
from hub.web.answers import malformed

COUNTER_ACTS: Mapping[str, str] = {
    "open": "open-counter",
    "call-next": "call-next",
    "call-ticket": "call-ticket",
    "recall": "recall",
    "start": "start-serving",
    "finish": "finish-serving",
    "no-show": "mark-no-show",
    "park": "park-visit",
    "return": "return-visit",
    "transfer": "transfer-visit",
    "pause": "pause-counter",
    "resume": "resume-counter",
    "close": "close-counter",
    "undo": "undo",
    "take-over": "take-over-session",
}
TICKET_ACTS: Mapping[str, str] = {
    "return": "return-visit",
    "abandon": "abandon-visit",
    "class": "change-class",
}
SESSION_ACTS: Mapping[str, str] = {
    "describe": "describe-session",
    "step": "complete-step",
    "submission": "record-submission",
    "payment": "record-payment",
    "return": "choose-return",
    "difficulty": "note-difficulty",
    "withdraw": "withdraw-entry",
    "complete": "complete-session",
    "reassign": "reassign-session",
}
ALERT_ACTS: Mapping[str, str] = {"acknowledge": "acknowledge-alert"}
PROPOSAL_ACTS: Mapping[str, str] = {"withdraw": "withdraw-proposal"}
# Of nothing that has an id.
PLAIN_ACTS: Mapping[str, str] = {
    "tickets": "issue-ticket",
    "difficulties": "note-difficulty",
    "settings": "change-settings",
    "proposals": "note-proposal",
    "reports": "hand-in-report",
}
DAY_ACTS: Mapping[str, str] = {"open": "open-day", "close": "close-day"}
# A number taken on a page: by its visitor, or by a clerk who says so.
WEB = "web"
OVER_HTTP = (WEB, "clerk")
# No command of the writer's: an order to the dispenser that gave the ticket.
REPRINT = "reprint"

NO_OBJECT = Sentence(
    vi="nội dung phải là đối tượng JSON", en="the body must be a JSON object"
)
NOT_THE_ADDRESS = Sentence(
    vi="khác với địa chỉ của yêu cầu", en="is not what the address says"
)


TOO_LARGE = "Number out of range"
# Up to here a float says a whole number exactly.
EXACT = 2**53


class ActsOn(NamedTuple):
    """What can be asked of one thing, and how its id is called in a command."""

    id: str
    acts: Mapping[str, str]


ACTS_ON: Mapping[str, ActsOn] = {
    "tickets": ActsOn("ticket", TICKET_ACTS),
    "counters": ActsOn("counter", COUNTER_ACTS),
    "sessions": ActsOn("session", SESSION_ACTS),
    "alerts": ActsOn("alert", ALERT_ACTS),
    "proposals": ActsOn("proposal", PROPOSAL_ACTS),
}
NO_ACTS = ActsOn("", {})


class Wanted(NamedTuple):
    """What an address asks for: a command's wire name, and what it says of it."""

    name: str
    said: dict[str, str]


def wanted(path: str) -> Wanted | None:
    """Return what an address asks for, or None if it asks for no act."""
    match path.removeprefix("/api/v1/").split("/"):
        case [act] if act in PLAIN_ACTS:
            return Wanted(PLAIN_ACTS[act], {})
        case ["tickets", ticket, "reprint"]:
            return Wanted(REPRINT, {"ticket": ticket})
        case [things, id, act] if act in ACTS_ON.get(things, NO_ACTS).acts:
            kind, acts = ACTS_ON[things]
            return Wanted(acts[act], {kind: id})
        case ["day", act] if act in DAY_ACTS:
            return Wanted(DAY_ACTS[act], {})
        case _:
            return None


def command(name: str, body: bytes, **fixed: str) -> Any:
    """Return the command that the body and the address together ask for.

    `fixed` is what the address says; a body that says otherwise is malformed.
    """
    given = members(body)
    if name == "issue-ticket" and given.setdefault("channel", WEB) not in OVER_HTTP:
        raise malformed(placed("channel", NOT_THE_ADDRESS))
    for key, value in fixed.items():
        if given.setdefault(key, value) != value:
            raise malformed(placed(key, NOT_THE_ADDRESS))
    try:
        return codec.decode(name, codec.COMMANDS[name][1], codec.encode(given))
    except codec.BadBody as error:
        raise malformed(error.why) from error


def number(text: str) -> float | int:
    """Return a number as it is meant: in JSON 2.0 is the whole number 2."""
    found = float(text)
    if isinf(found):
        raise ValueError(TOO_LARGE)
    return int(found) if found.is_integer() and abs(found) < EXACT else found


BODIES = msgspec.json.Decoder(float_hook=number)


def members(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a body; an empty body is an empty object."""
    try:
        given = BODIES.decode(body or b"{}")
    except UNREADABLE as error:
        raise malformed(why(error)) from error
    if not isinstance(given, dict):
        raise malformed(NO_OBJECT)
    return given


def message_id(text: str | None) -> str:
    """Return the command's id from `Idempotency-Key`, a fresh one if there is none."""
    return new_id() if text is None else _read(text, MessageId, "Idempotency-Key")


def expiry(text: str | None) -> datetime | None:
    """Return the instant that `Expires-At` names, or None."""
    if text is None:
        return None
    at: datetime = _read(text, Annotated[datetime, Meta(tz=True)], "Expires-At")
    return at


def _read(text: str, kind: Any, name: str) -> Any:
    try:
        return msgspec.convert(text, kind)
    except msgspec.ValidationError as error:
        raise malformed(why(error, name)) from error
