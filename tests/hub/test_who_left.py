"""Who is taken off the list loses the PIN with the list, not some time later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from events.settings import ChangeSettings, Clerk, OfficeSettings, Role
from hub.application.accounts import Accounts, NotTaken
from hub.bootstrap.signing_in import open_accounts
from tests.hub.rig import SITE, Rig

MANAGER, CLERK = Clerk(id="QL-01", role=Role.MANAGER), Clerk(id="NV-11")
PIN = "480215"


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A hub's core without its ticker: nothing happens by time."""
    rig = Rig()
    yield rig
    rig.stop()


@pytest.fixture
def accounts(rig: Rig, tmp_path: Path) -> Iterator[Accounts]:
    """The accounts of that hub, joined as the hub joins them."""
    accounts = open_accounts(tmp_path, SITE, rig.core)
    yield accounts
    accounts.close()


def listed(rig: Rig, *clerks: Clerk) -> None:
    """Have the manager save a list."""
    revision = rig.core.board.state.settings.revision
    rig.accepted(
        ChangeSettings(settings=OfficeSettings(clerks=clerks), revision=revision)
    )


def test_a_pin_goes_with_the_list(rig: Rig, accounts: Accounts) -> None:
    """Added, given a PIN, taken off and added within a second: a new PIN is needed."""
    listed(rig, MANAGER, CLERK)
    accounts.set_pin(MANAGER.id, PIN)
    accounts.set_pin(CLERK.id, PIN)
    listed(rig, MANAGER)
    listed(rig, MANAGER, CLERK)

    with pytest.raises(NotTaken) as no:
        accounts.sign_in(CLERK.id, PIN)
    assert no.value.refusal == "wrong-pin"
    assert accounts.sign_in(MANAGER.id, PIN)
