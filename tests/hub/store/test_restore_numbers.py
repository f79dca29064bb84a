"""A backup put back while people hold later numbers: those are given again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from events.day import CloseDay, OpenDay
from events.visit import IssueTicket, MarkNoShow
from hub.application.reissue import Again, follow_up
from hub.store.backup import (
    Backup,
    How,
    KeepingFailed,
    WouldReplace,
    back_up,
    origins,
    restore,
)
from tests.hub.store.kept import AT, LATER, aside, at_work, issue


def test_numbers_on_paper_keep_their_places(kept: Backup, data: Path) -> None:
    """What people hold is given again in order, so none of it is given twice."""
    how = How(replace=True, issued={"A": "A009", "B": "B002"})

    done = restore(kept, data, LATER, how)

    assert done.slips.count == 6
    assert done.slips.next_numbers(kept.manifest.holds)["A"] == "A010"
    with at_work(data) as rig:
        waiting = sorted(v.ticket for v in rig.core.board.now.day.waiting_visits())
        assert waiting[-6:] == ["A006", "A007", "A008", "A009", "B001", "B002"]
        assert rig.accepted(IssueTicket(service="A")).ticket == "A010"


def test_the_backups_own_last_number_is_not_given_again(kept, data: Path) -> None:
    """A last slip that the backup ends with needs nothing, and nothing is done."""
    done = restore(kept, data, LATER, How(True, {"A": "A005"}))

    assert done.slips.count == 0
    with at_work(data) as rig:
        assert rig.accepted(IssueTicket(service="A")).ticket == "A006"


WRONG = {
    "A003": "knows A003 already; its last number of A is A005",
    "A900": "900 to 999 are the reserve .* A1000 follows A899 .* at the counter",
    "A950": "900 to 999 are the reserve",
    "A999": "900 to 999 are the reserve",
    "A1105": "1000 numbers on from the backup, which gives A006 next; at most 999",
    "Z001": "of a service that has no numbers in the backup, which knows A, B, C",
}


@pytest.mark.parametrize(("ticket", "said"), WRONG.items())
def test_numbers_nobody_can_hold(kept, data: Path, ticket: str, said: str) -> None:
    """A number that cannot be the last slip's is named, and changes nothing."""
    with pytest.raises(KeepingFailed, match=said.replace(" .* ", "(?s:.*)")):
        restore(kept, data, LATER, How(True, {ticket[0]: ticket}))

    assert aside(data) == []
    assert list(data.glob("*.restoring*")) == []
    assert origins(data) == ()


def test_a_wrong_number_is_refused_on_an_empty_machine(kept, tmp_path: Path) -> None:
    """Where nothing need be replaced a wrong number restores nothing either."""
    with pytest.raises(KeepingFailed, match="knows A001 already"):
        restore(kept, tmp_path / "new", LATER, How(issued={"A": "A001"}))

    assert not (tmp_path / "new").exists()


def test_the_reserve_is_passed_over() -> None:
    """Given again past A899, numbers go on with A1000."""
    coming = {"A": "A890"}

    assert follow_up(["A1005"], coming) == {"A": Again("A890", "A1005", 16)}


def test_a_day_that_is_over_gives_nothing_again(kept, data: Path, target) -> None:
    """Yesterday's numbers would expire as the hub opens; they are refused."""
    tomorrow = AT + timedelta(days=1)
    with pytest.raises(KeepingFailed, match="day, 2026-11-23, is over"):
        restore(kept, data, tomorrow, How(True, {"A": "A009"}))

    with at_work(data) as rig:
        rig.accepted(MarkNoShow(counter="1"))
        rig.accepted(CloseDay())
    closed = back_up(data, target, LATER).backup
    with pytest.raises(KeepingFailed, match="No day is open in the backup"):
        restore(closed, data, LATER, How(True, {"A": "A009"}))


def test_numbers_of_a_day_since_are_told_without_advice(kept, data: Path) -> None:
    """Only today's slips count; what cannot be given again is not advised."""
    issue(data, 2)
    with at_work(data) as rig:
        rig.clock.at = AT + timedelta(days=1)
        rig.accepted(MarkNoShow(counter="1"))
        rig.accepted(CloseDay())
        rig.accepted(OpenDay())
        rig.accepted(IssueTicket(service="A"))

    with pytest.raises(WouldReplace) as told:
        restore(kept, data, AT + timedelta(days=1))

    assert "Numbers given since: A001; they may be given again." in str(told.value)
    assert "Cover the dispenser" in str(told.value)
    assert "--issued" not in str(told.value)
