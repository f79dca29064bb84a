"""Whoever signs in: by code and PIN, for so long, and no longer than he may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from events.settings import Clerk, Role
from hub.application.accounts import Accounts, Limits, Word
from tests.hub.application.account_desk import (
    CLERK,
    MANAGER,
    OTHER_PIN,
    PIN,
    Desk,
    desk_of_two,
)
from tests.hub.rig import NINE


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A manager and a clerk, both with a PIN."""
    with desk_of_two(tmp_path) as desk:
        yield desk


def test_the_right_pin_signs_in_with_the_role_of_the_settings(desk: Desk) -> None:
    """Code and PIN give a token; who holds it is told by it."""
    who = desk.accounts.standing(desk.accounts.sign_in(CLERK.id, OTHER_PIN)).who

    assert who is not None
    assert (who.clerk, who.role) == (CLERK.id, Role.CLERK)


def test_a_code_may_be_typed_in_small_letters(desk: Desk) -> None:
    """nv-01 is NV-01, wrong PINs included."""
    token = desk.accounts.sign_in("nv-01", OTHER_PIN)

    assert desk.accounts.standing(token).clerk == CLERK.id
    assert desk.misses("nv-01", 5)[-1] == "pin-locked"
    assert desk.refuses(lambda: desk.accounts.sign_in("NV-01", PIN)) == "pin-locked"


def test_a_sign_in_survives_a_restart(desk: Desk) -> None:
    """Nobody signs in again because the hub did; the idle time goes on."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.clock.goes(minutes=10)
    desk.accounts.acted(token)
    desk.restart()
    desk.clock.goes(minutes=14)

    assert desk.word(token) is Word.SIGNED_IN
    desk.clock.goes(minutes=1)
    assert desk.word(token) is Word.LOCKED


def test_what_is_kept_is_no_token(desk: Desk) -> None:
    """Whoever reads the file cannot sign in by it: neither token nor PIN is there."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.accounts.close()
    files = b"".join(each.read_bytes() for each in desk.folder.iterdir())
    desk.begin()

    assert token.encode() not in files
    assert OTHER_PIN.encode() not in files


def test_who_does_nothing_is_locked_and_goes_on_by_signing_in(desk: Desk) -> None:
    """A lock says since when and for whom; acts put it off."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.clock.goes(minutes=14)
    desk.accounts.acted(token)
    desk.clock.goes(minutes=15)
    standing = desk.accounts.standing(token)

    assert (standing.word, standing.clerk) == (Word.LOCKED, CLERK.id)
    assert standing.since == NINE + timedelta(minutes=29)
    again = desk.accounts.sign_in(CLERK.id, OTHER_PIN, before=token)
    assert desk.word(again) is Word.SIGNED_IN


def test_a_lock_by_hand_stays(desk: Desk) -> None:
    """Whoever locks the page and leaves is not let in again by any act."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.accounts.lock(token)
    desk.accounts.acted(token)

    assert desk.word(token) is Word.LOCKED


def test_a_day_is_over_after_twelve_hours(desk: Desk) -> None:
    """However busy somebody is, once a day he signs in anew; the rest is forgotten."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    for _ in range(72):
        desk.clock.goes(minutes=10)
        desk.accounts.acted(token)

    assert desk.word(token) is Word.NEEDED
    desk.accounts.tick()
    assert not desk.store.kept().sign_ins


def test_signing_in_elsewhere_ends_it_here(desk: Desk) -> None:
    """A clerk sits in one place; what is done at the other counter is not his."""
    here = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    there = desk.accounts.sign_in(CLERK.id, OTHER_PIN)

    assert desk.word(here) is Word.ELSEWHERE
    assert desk.word(there) is Word.SIGNED_IN


def test_signing_out_forgets_the_token(desk: Desk) -> None:
    """Afterwards it is nobody's."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.accounts.sign_out(token)

    assert desk.word(token) is Word.NEEDED


@pytest.mark.parametrize("now", [(), (Clerk(id="NV-01", is_active=False),)])
def test_whoever_leaves_the_settings_is_out_at_once(
    desk: Desk, now: tuple[Clerk, ...]
) -> None:
    """Deactivated or taken out: no act more, and no signing in."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.clerks = (MANAGER, *now)

    assert desk.word(token) is Word.NEEDED
    right = desk.refuses(lambda: desk.accounts.sign_in(CLERK.id, OTHER_PIN))
    assert right == "wrong-pin"


def test_a_role_changes_with_the_settings(desk: Desk) -> None:
    """The next request already has the new one."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.clerks = (MANAGER, Clerk(id=CLERK.id, role=Role.TECHNICIAN))
    who = desk.accounts.standing(token).who

    assert who is not None
    assert who.role is Role.TECHNICIAN


def test_what_a_manager_sees_of_the_accounts(desk: Desk) -> None:
    """Who has a PIN, who is signed in, whose code takes none for now."""
    desk.clerks = (MANAGER, CLERK, Clerk(id="NV-02"))
    desk.accounts.sign_in(MANAGER.id, PIN)
    desk.misses(CLERK.id, 5)
    manager, clerk, new = desk.accounts.all()

    assert (manager.has_pin, manager.is_signed_in) == (True, True)
    assert clerk.locked_until == NINE + timedelta(minutes=1)
    assert (new.has_pin, new.is_signed_in, new.locked_until) == (False, False, None)


def test_a_limit_is_the_sites(tmp_path: Path) -> None:
    """An office sets for itself how long a page may be left alone."""
    desk = Desk(tmp_path)
    limits = Limits(idle=timedelta(seconds=3), whole=timedelta(minutes=1))
    accounts = Accounts(
        desk.store, desk.hasher, desk.clock.now, lambda: (MANAGER,), limits
    )
    accounts.set_pin(MANAGER.id, PIN)
    token = accounts.sign_in(MANAGER.id, PIN)
    desk.clock.goes(seconds=3)

    assert accounts.standing(token).word is Word.LOCKED
    desk.clock.goes(seconds=57)
    assert accounts.standing(token).word is Word.NEEDED
    accounts.close()
