"""Filing a dossier: by the lists that hold on the day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from events.examples import story
from events.plan import Names
from events.session import RecordSubmission, SubmissionRecorded
from events.settings import Level, OfficeSettings, Procedure, SettingsChanged
from hub.domain.refusals import LevelMismatch, UnknownLevel, UnknownProcedure
from tests.given import given_office
from tests.history import DAY
from tests.session_history import served_so_far, session_id

ID = session_id("A001")
SERVED = served_so_far("A001", at="1")
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
NAMES = Names(vi="Khai sinh", en="Birth")


def lists(**dates: Any) -> SettingsChanged:
    """The manager keeps a list of one procedure and one level, of these dates."""
    birth = Procedure(id="birth", service="B", names=NAMES, level="full", **dates)
    full = Level(id="full", names=NAMES, **dates)
    return SettingsChanged(settings=OfficeSettings(procedures=(birth,), levels=(full,)))


def filing(procedure: str = "birth", level: str = "full", **how: Any) -> Any:
    """Return the command that records a filing."""
    return RecordSubmission(session=ID, procedure=procedure, level=level, **how)


def filed(procedure: str = "birth", **how: Any) -> SubmissionRecorded:
    """A dossier was filed."""
    return SubmissionRecorded(session=ID, procedure=procedure, level="full", **how)


def test_several_dossiers_in_one_visit() -> None:
    """Each dossier is recorded, with its code's reference where there is one."""
    history = given_office(*SERVED).when(filing(dossier_ref=story.DOSSIER)).after
    history = history.when(filing("death")).then(filed("death"))
    session = history.state.sessions.get(ID)

    assert session is not None
    assert [(s.procedure, s.dossier_ref) for s in session.submissions] == [
        ("birth", story.DOSSIER),
        ("death", None),
    ]


@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"valid_from": DAY},
        {"valid_until": DAY},
        {"valid_from": YESTERDAY, "valid_until": TOMORROW},
    ],
    ids=str,
)
def test_what_holds_today_is_filed(dates) -> None:
    """A procedure and its level are good from their first day to their last."""
    given_office(lists(**dates), *SERVED).when(filing()).then(filed())


@pytest.mark.parametrize(
    "dates", [{"valid_from": TOMORROW}, {"valid_until": YESTERDAY}], ids=str
)
def test_what_does_not_hold_today(dates) -> None:
    """What is not yet, or no longer, on the list is not filed."""
    given_office(lists(**dates), *SERVED).when(filing()).refused(
        UnknownProcedure, procedure="birth"
    )


def test_what_is_on_no_list() -> None:
    """Where lists are kept, a filing names what stands on them."""
    history = given_office(lists(), *SERVED)

    history.when(filing("death")).refused(UnknownProcedure, procedure="death")
    history.when(filing(level="half")).refused(UnknownLevel, level="half")


def test_a_procedure_has_one_level() -> None:
    """A filing does not say another level than the list does."""
    birth = Procedure(id="birth", service="B", names=NAMES, level="full")
    levels = tuple(Level(id=level, names=NAMES) for level in ("full", "half"))
    kept = OfficeSettings(procedures=(birth,), levels=levels)
    history = given_office(SettingsChanged(settings=kept), *SERVED)

    history.when(filing(level="half")).refused(
        LevelMismatch, procedure="birth", level="full"
    )
    history.when(filing()).then(filed())


def test_without_lists_everything_goes() -> None:
    """Where no lists are kept, any name will do."""
    given_office(*SERVED).when(filing("anything")).then(filed("anything"))
