"""The help that the demo plays is invented, declared and repeatable."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from events.session import (
    CompleteSession,
    CompleteStep,
    DescribeSession,
    NoteDifficulty,
    Outcome,
    RecordPayment,
    RecordSubmission,
    ReturnWay,
    Step,
)
from hub.application.vault import Kind
from hub.application.vault_values import fault, warning
from hub.demo.invented_help import (
    BACK_WITH_PAPERS,
    ENDINGS,
    ENDS,
    SHARES,
    Act,
    Doing,
    Help,
    Procedure,
    invent_help,
)
from hub.demo.invented_rating import ON_PHONE, invent_rating

FILED = (Procedure("temporary-residence", "full"), Procedure("id-card", "partial"))
BODIES = {
    Doing.DESCRIBE: DescribeSession,
    Doing.STEP: CompleteStep,
    Doing.SUBMISSION: RecordSubmission,
    Doing.PAYMENT: RecordPayment,
    Doing.DIFFICULTY: NoteDifficulty,
    Doing.COMPLETE: CompleteSession,
}


def helps(number: int = 800) -> list[Help]:
    """Invent that many."""
    return [invent_help(f"1-{n}", 12.0, FILED, "261122") for n in range(number)]


def every_act() -> list[Act]:
    """Return all acts of many."""
    return [act for each in helps() for act in each.acts]


def test_a_seed_is_a_help() -> None:
    """The same seed brings the same help and the same word, another one others."""
    assert helps(20) == helps(20)
    assert invent_help("1-A001", 12, FILED, "261122") != invent_help(
        "1-A002", 12, FILED, "261122"
    )
    assert invent_rating("1-A001") == invent_rating("1-A001")


@pytest.mark.parametrize("doing", BODIES)
def test_what_is_posted_is_a_command(doing: Doing) -> None:
    """Every body fits the command that it becomes."""
    acts = [act for act in every_act() if act.doing is doing]

    assert acts
    for act in acts:
        msgspec.convert({"session": "s-1", **act.body}, BODIES[doing])


def test_steps_come_in_their_order_and_take_the_time() -> None:
    """Nobody goes back, but for who went away for papers; a visit takes its minutes."""
    order = list(SHARES)
    assert order == [str(step) for step in Step]
    for each in helps():
        taken = [a.body["step"] for a in each.acts if a.doing is Doing.STEP]
        if each.back_min is None:
            assert taken == sorted(taken, key=order.index)
        assert sum(act.after_min for act in each.acts) < 13.5


def test_each_help_ends_once_and_at_its_end() -> None:
    """A visit is finished by its last act; only missing papers interrupt it."""
    for each in helps():
        ends = [act.doing for act in each.acts if act.doing in ENDS]
        assert each.acts[-1].doing is ends[-1]
        parked = [Doing.PARK] if each.back_min is not None else []
        assert ends[:-1] == parked


def test_the_shares_are_as_declared() -> None:
    """Over many visits outcomes, filings and ratings are as declared."""
    many = helps(2_000)
    told = Counter(
        act.body["outcome"]
        for each in many
        for act in each.acts
        if act.doing is Doing.COMPLETE
    )
    whole = sum(told.values())
    gone = sum(each.back_min is not None for each in many) / len(many)
    phones = [invent_rating(f"1-{n}") for n in range(4_000)]

    assert set(told) <= {str(one) for one in Outcome}
    assert abs(told["tracked"] / whole - ENDINGS["tracked"]) < 0.02
    assert abs(gone - ENDINGS["missing-papers"] * BACK_WITH_PAPERS) < 0.02
    assert abs(sum(r is not None and r.by_phone for r in phones) / 4_000 - ON_PHONE) < (
        0.03
    )


def test_invented_codes_look_like_codes() -> None:
    """The vault takes every code without a warning; where there is no parcel, none."""
    secrets = [act.secret for act in every_act() if act.secret is not None]

    assert {secret.kind for secret in secrets} == {"dossier-code", "consignment"}
    for secret in secrets:
        kind = Kind(secret.kind)
        assert (fault(secret.text, kind), warning(secret.text, kind)) == (None, None)
    for act in every_act():
        if act.doing is Doing.RETURN and act.secret is not None:
            assert act.body["way"] == ReturnWay.POST
