"""Invented help: what a clerk does for a visitor, act by act, and what comes of it.

As the invented day: declared shares and a seed. Every name and code in it is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from random import Random
from typing import Any

from msgspec import Struct

# Of a session's time; a step that is passed over takes next to none.
SHARES = {
    "advice": 0.16,
    "account": 0.1,
    "prepare": 0.2,
    "scan": 0.14,
    "submit": 0.2,
    "pay": 0.06,
    "receipt": 0.04,
    "track": 0.04,
    "return-choice": 0.06,
}
SKIPPED = {
    "account": (0.55, "already-there"),
    "scan": (0.25, "not-needed"),
    "pay": (0.4, "not-needed"),
    "track": (0.1, "declined"),
}
ENDINGS = {
    "submitted": 0.64,
    "missing-papers": 0.1,
    "no-account": 0.04,
    "system-down": 0.02,
    "not-online": 0.02,
    "referred": 0.02,
    "tracked": 0.07,
    "result-given": 0.04,
    "advised-only": 0.05,
}
INTENTS = {
    "tracked": "look-up",
    "result-given": "receive-result",
    "advised-only": "information",
}
STUCK = {
    "missing-papers": ("prepare", ("missing-papers",)),
    "no-account": ("account", ("no-phone", "not-level-2", "forgot-passcode")),
    "system-down": ("submit", ("system-down",)),
    "not-online": ("advice", ("done",)),
    "referred": ("advice", ("done",)),
    "tracked": ("advice", ("done",)),
    "result-given": ("advice", ("done",)),
    "advised-only": ("advice", ("done",)),
}
TROUBLES = {
    "no-account": "account",
    "system-down": "portal",
    "not-online": "not-online",
}
VISITORS = {"citizen": 0.86, "enterprise": 0.09, "household-business": 0.05}
WAYS = {"post": 0.4, "electronic": 0.36, "pick-up": 0.24}
FEES_VND = (10_000, 20_000, 50_000, 70_000)
POSTAGE_VND = (22_000, 26_000, 31_000)
SECOND_DOSSIER = 0.12
DONE_FOR = 0.3
FROM_BOX = 0.25
BACK_WITH_PAPERS = 0.6
TAKEN_OVER = 0.06


class Doing(StrEnum):
    """What an act is: most are posted to the session, the last two end it."""

    DESCRIBE = "describe"
    STEP = "step"
    SUBMISSION = "submission"
    PAYMENT = "payment"
    RETURN = "return"
    DIFFICULTY = "difficulty"
    PARK = "park"
    COMPLETE = "complete"
    FINISH_AT_BOX = "finish-at-box"


ENDS = frozenset({Doing.PARK, Doing.COMPLETE, Doing.FINISH_AT_BOX})


class Secret(Struct, frozen=True):
    """What goes to the vault first: its kind, the text, and the body's key for it."""

    kind: str
    text: str
    key: str


class Act(Struct, frozen=True):
    """One thing a clerk does, so many minutes after the one before."""

    doing: Doing
    after_min: float = 0.0
    body: dict[str, Any] = {}
    secret: Secret | None = None


class Procedure(Struct, frozen=True):
    """A row of the catalogue, as much as is asked for here."""

    id: str
    level: str


class Help(Struct, frozen=True, kw_only=True):
    """Everything done for one visitor.

    `outcome` is what a clerk adds after an end at the box, None if nothing; `back_min`
    when somebody sent for papers is back, `moves` whether another clerk goes on.
    """

    acts: tuple[Act, ...]
    outcome: str | None = None
    back_min: float | None = None
    moves: bool = False


def invent_help(
    seed: str, minutes: float, procedures: Sequence[Procedure], day: str
) -> Help:
    """Return the help that takes so many minutes; `day` stands in dossier codes."""
    chance = Random(seed)
    ending = _pick(chance, ENDINGS)
    returns = ending == "missing-papers" and chance.random() < BACK_WITH_PAPERS
    acts = [_described(chance, ending)]
    if returns:
        acts += [*_steps(chance, minutes * 0.4, "missing-papers"), Act(Doing.PARK)]
        acts += _steps(chance, minutes * 0.6, ending := "submitted", "prepare")
    else:
        acts += _steps(chance, minutes, ending)
    if ending == "submitted":
        acts += _filed(chance, procedures, day)
    if ending in TROUBLES:
        acts.append(Act(Doing.DIFFICULTY, body={"kind": TROUBLES[ending]}))
    at_box = chance.random() < FROM_BOX
    end = Doing.FINISH_AT_BOX if at_box else Doing.COMPLETE
    acts.append(Act(end, 0.2, {} if at_box else {"outcome": ending}))
    return Help(
        acts=tuple(acts),
        outcome=ending if at_box and chance.random() < 0.7 else None,
        back_min=chance.uniform(12, 40) if returns else None,
        moves=chance.random() < TAKEN_OVER,
    )


def _described(chance: Random, ending: str) -> Act:
    body = {
        "visitor": _pick(chance, VISITORS),
        "intent": INTENTS.get(ending, "file"),
        "mode": "guided",
    }
    if chance.random() < DONE_FOR:
        body["mode"] = "done-for"
        body["reason"] = chance.choice(("no-device", "cannot-alone"))
    return Act(Doing.DESCRIBE, 0.3, body)


def _steps(
    chance: Random, minutes: float, ending: str, first: str = "advice"
) -> Iterator[Act]:
    """Yield the steps in order, up to the one at which it stuck."""
    last, results = STUCK.get(ending, ("return-choice", ("done",)))
    every = list(SHARES)
    steps = every[every.index(first) : every.index(last) + 1]
    whole = sum(SHARES[step] for step in steps)
    for step in steps:
        likely, skip = SKIPPED.get(step, (0.0, ""))
        skipped = step != last and chance.random() < likely
        result = chance.choice(results) if step == last else "done"
        yield Act(
            Doing.STEP,
            0.1 if skipped else minutes * SHARES[step] / whole,
            {"step": step, "result": skip if skipped else result},
        )


def _filed(chance: Random, procedures: Sequence[Procedure], day: str) -> Iterator[Act]:
    """Yield what is recorded of a filing: dossiers, money, and how the result comes."""
    for _ in range(2 if chance.random() < SECOND_DOSSIER else 1):
        if procedures:
            filed = chance.choice(procedures)
            code = f"000.00.01.H26-{day}-{chance.randrange(10_000):04}"
            yield Act(
                Doing.SUBMISSION,
                body={"procedure": filed.id, "level": filed.level},
                secret=Secret("dossier-code", code, "dossier_ref"),
            )
    if chance.random() < 0.6:
        yield _paid(chance, "state-fee", FEES_VND, online=0.85)
    way = _pick(chance, WAYS)
    parcel = f"EB{chance.randrange(10**9):09}VN"
    yield Act(
        Doing.RETURN,
        body={"way": way},
        secret=Secret("consignment", parcel, "consignment_ref")
        if way == "post"
        else None,
    )
    if way == "post":
        yield _paid(chance, "postage", POSTAGE_VND, online=0.4)


def _paid(chance: Random, kind: str, sums: Sequence[int], online: float) -> Act:
    body = {
        "kind": kind,
        "amount_vnd": chance.choice(sums),
        "is_online": chance.random() < online,
    }
    return Act(Doing.PAYMENT, body=body)


def _pick(chance: Random, shares: dict[str, float]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]
