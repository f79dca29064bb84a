"""PINs: which are taken, who gives and changes them, and when one is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from events.settings import Role
from hub.application.accounts import Account, Word
from hub.store.accounts.hashing import Cost
from tests.hub.application.account_desk import (
    CLERK,
    MANAGER,
    OTHER_PIN,
    PIN,
    Desk,
    desk_of_two,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A manager and a clerk, both with a PIN."""
    with desk_of_two(tmp_path) as desk:
        yield desk


@pytest.mark.parametrize(
    "pin",
    [
        *("", "12345", "1234567890123", "12345a", " 480215", "４８０２１５"),
        *("000000", "123456", "654321", "890123", "135791", "121212", "123123"),
    ],
)
def test_which_pins_are_not_taken(desk: Desk, pin: str) -> None:
    """Too short, too long, no digits, or the first that anyone would try."""
    assert desk.refuses(lambda: desk.accounts.set_pin(CLERK.id, pin)) == "weak-pin"


@pytest.mark.parametrize("pin", ["480215", "112358", "100000", "480215480214"])
def test_which_pins_are_taken(desk: Desk, pin: str) -> None:
    """Six to twelve digits that do not simply go on."""
    desk.accounts.set_pin(CLERK.id, pin)

    assert desk.accounts.sign_in(CLERK.id, pin)


def test_nobody_unknown_gets_a_pin(desk: Desk) -> None:
    """First the settings, then the PIN."""
    set_pin = desk.accounts.set_pin

    assert desk.refuses(lambda: set_pin("NV-99", "480215")) == "unknown-clerk"


def test_the_first_pin_is_a_managers(tmp_path: Path) -> None:
    """Or sign-in would be in force and nobody could give another PIN."""
    desk = Desk(tmp_path)
    set_pin = desk.accounts.set_pin

    assert not desk.accounts.in_force
    assert desk.refuses(lambda: set_pin(CLERK.id, OTHER_PIN)) == "manager-first"
    set_pin(MANAGER.id, PIN)
    set_pin(CLERK.id, OTHER_PIN)
    assert desk.accounts.in_force
    assert desk.accounts.has_manager
    desk.accounts.close()


def test_the_machine_names_a_manager_until_the_settings_have_one(
    tmp_path: Path,
) -> None:
    """A hub is taken into use by whoever has the machine, and only then."""
    desk = Desk(tmp_path)
    desk.clerks = (CLERK,)
    named = Account(clerk="QL-09", hash=desk.hasher.hash(PIN), role=Role.MANAGER)
    desk.store.put_account(named)
    token = desk.accounts.sign_in("QL-09", PIN)

    assert [one.clerk for one in desk.accounts.all()] == ["NV-01", "QL-09"]
    assert desk.accounts.standing(token).who is not None
    desk.clerks = (CLERK, MANAGER)
    assert desk.accounts.standing(token).who is not None, "she has no PIN yet"
    desk.accounts.set_pin(MANAGER.id, OTHER_PIN)
    assert desk.word(token) is Word.NEEDED
    assert [one.clerk for one in desk.accounts.all()] == ["NV-01", "QL-01"]
    desk.accounts.close()


def test_a_new_pin_ends_every_sign_in(desk: Desk) -> None:
    """Whoever knew the old one is out."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.accounts.set_pin(CLERK.id, "640281")

    assert desk.word(token) is Word.NEEDED
    assert desk.misses(CLERK.id, 1) == ["wrong-pin"]


def test_a_clerk_changes_his_own_pin_by_the_old_one(desk: Desk) -> None:
    """A page left open does not suffice."""
    change = desk.accounts.change_pin

    assert desk.refuses(lambda: change(CLERK.id, PIN, "640281")) == "wrong-pin"
    change(CLERK.id, OTHER_PIN, "640281")
    assert desk.accounts.sign_in(CLERK.id, "640281")


def test_the_same_pin_is_no_new_one(desk: Desk) -> None:
    """Whoever changes his PIN has another afterwards; only he learns that it is his."""
    token, change = desk.accounts.sign_in(CLERK.id, OTHER_PIN), desk.accounts.change_pin

    same = (CLERK.id, OTHER_PIN, OTHER_PIN)
    assert desk.refuses(lambda: change(*same)) == "weak-pin"
    assert desk.word(token) is Word.SIGNED_IN
    wrong = (CLERK.id, "640281", "640281")
    assert desk.refuses(lambda: change(*wrong)) == "wrong-pin"


def test_a_code_given_anew_has_not_the_pin_of_who_left(desk: Desk) -> None:
    """Off the list, the PIN is dropped: the code may be somebody else's next month."""
    desk.accounts.tick()
    desk.clerks = (MANAGER,)
    desk.accounts.tick()
    desk.clerks = (MANAGER, CLERK)
    desk.restart()

    assert desk.misses(CLERK.id, 1) == ["wrong-pin"]
    assert desk.refuses(lambda: desk.accounts.sign_in(CLERK.id, OTHER_PIN))
    assert desk.accounts.sign_in(MANAGER.id, PIN)


def test_who_left_is_noticed_though_the_hub_was_killed(desk: Desk) -> None:
    """Taken off the list just before the end, the PIN is dropped at the next start."""
    desk.accounts.tick()
    desk.clerks = (MANAGER,)
    desk.begin()
    desk.accounts.tick()
    desk.clerks = (MANAGER, CLERK)
    desk.accounts.tick()

    assert desk.misses(CLERK.id, 1) == ["wrong-pin"]
    assert desk.refuses(lambda: desk.accounts.sign_in(CLERK.id, OTHER_PIN))


def test_the_last_pins_stay(desk: Desk) -> None:
    """An empty list (a restored, older one) does not open the hub to everybody."""
    desk.accounts.tick()
    desk.clerks = ()
    desk.accounts.tick()

    assert desk.accounts.in_force


def test_a_pin_hashed_more_cheaply_is_hashed_anew(desk: Desk) -> None:
    """Once the parameters are raised, signing in raises what is kept."""
    before = desk.store.kept().accounts[CLERK.id].hash
    desk.restart(Cost(memory_kib=128, passes=1))
    desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    after = desk.store.kept().accounts[CLERK.id].hash

    assert ("m=64,t=1" in before, "m=128,t=1" in after) == (True, True)
    assert desk.accounts.sign_in(CLERK.id, OTHER_PIN)
