"""Wrong PINs: how many are heard, for how long a code is locked, and who opens it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hub.application.accounts import Word
from hub.application.accounts.lock_out import until
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


@pytest.mark.parametrize("clerk", ["NV-01", "NV-99"])
def test_known_and_unknown_codes_are_answered_alike(desk: Desk, clerk: str) -> None:
    """Nobody finds out by trying which codes there are: not even by being locked."""
    told = desk.misses(clerk, 6)

    assert told == ["wrong-pin"] * 4 + ["pin-locked"] * 2


def test_a_pin_typed_as_a_code_is_not_kept(desk: Desk) -> None:
    """What nobody has as a code is counted by a mark, in no file as it was typed."""
    desk.misses(PIN, 6)
    desk.misses("NV-99", 1)
    desk.accounts.close()
    written = b"".join(file.read_bytes() for file in desk.folder.iterdir())

    assert PIN.encode() not in written
    assert b"NV-99" not in written
    desk.begin()
    assert desk.misses(PIN, 1) == ["pin-locked"]


def test_an_unknown_code_costs_a_hash_as_well(desk: Desk) -> None:
    """A hash is checked even where there is none: the time says nothing."""
    assert not desk.hasher.fits(None, PIN)


def test_others_wrong_pins_do_not_keep_out_who_is_signed_in(desk: Desk) -> None:
    """Where a clerk is signed in, be it locked, his own five tries stay his."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.accounts.lock(token)
    desk.misses(CLERK.id, 9)
    right = (CLERK.id, OTHER_PIN)

    assert desk.refuses(lambda: desk.accounts.sign_in(*right)) == "pin-locked"
    foreign = desk.accounts.sign_in(MANAGER.id, PIN)
    assert desk.refuses(lambda: desk.accounts.sign_in(*right, foreign)) == "pin-locked"
    again = desk.accounts.sign_in(*right, token)
    assert desk.word(again) is Word.SIGNED_IN


def test_who_is_signed_in_does_not_try_for_ever(desk: Desk) -> None:
    """A screen that was left alone takes five wrong PINs, no more."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    for _ in range(5):
        desk.refuses(lambda: desk.accounts.sign_in(CLERK.id, "999111", token))
    for given in (OTHER_PIN, "999111"):
        said = desk.refuses(lambda: desk.accounts.sign_in(CLERK.id, given, token))  # noqa: B023  # called at once
        assert said == "pin-locked"
    desk.accounts.open_again(CLERK.id)
    assert desk.word(desk.accounts.sign_in(CLERK.id, OTHER_PIN, token))


def test_a_lock_out_opens_by_time_and_grows(desk: Desk) -> None:
    """After five wrong PINs a minute, then two, then four; the right one ends it."""
    desk.misses(CLERK.id, 5)
    for minutes in (1, 2, 4):
        right = desk.refuses(lambda: desk.accounts.sign_in(CLERK.id, OTHER_PIN))
        assert right == "pin-locked"
        desk.clock.goes(minutes=minutes, seconds=1)
        assert desk.misses(CLERK.id, 1) == ["pin-locked"]
    desk.clock.goes(minutes=8, seconds=1)

    assert desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    assert desk.misses(CLERK.id, 1) == ["wrong-pin"]


def test_no_lock_out_lasts_longer_than_an_hour() -> None:
    """However many wrong PINs there were."""
    assert until(4, NINE) is None
    assert until(5, NINE) == NINE + timedelta(minutes=1)
    assert until(500, NINE) == NINE + timedelta(hours=1)


def test_wrong_pins_of_yesterday_are_forgotten(desk: Desk) -> None:
    """Five slips in a year lock nobody out."""
    desk.misses(CLERK.id, 4)
    desk.clock.goes(days=1, seconds=1)

    assert desk.misses(CLERK.id, 1) == ["wrong-pin"]


def test_a_lock_out_survives_a_restart(desk: Desk) -> None:
    """Pulling the plug buys no further tries."""
    desk.misses(CLERK.id, 5)
    desk.restart()

    assert desk.misses(CLERK.id, 1) == ["pin-locked"]


def test_a_manager_opens_a_locked_code(desk: Desk) -> None:
    """A reset lets the right PIN in at once; so does a new PIN."""
    desk.misses(CLERK.id, 5)
    desk.accounts.open_again(CLERK.id)
    assert desk.accounts.sign_in(CLERK.id, OTHER_PIN)

    desk.misses(CLERK.id, 5)
    desk.accounts.set_pin(CLERK.id, "640281")
    assert desk.accounts.sign_in(CLERK.id, "640281")


def test_a_page_left_open_is_no_place_to_try_pins(desk: Desk) -> None:
    """Whoever has the cookie alone has five tries, as at the way in; then none."""
    desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    change = desk.accounts.change_pin
    told = [
        desk.refuses(lambda: change(CLERK.id, "999111", "640281")) for _ in range(5)
    ]

    assert told == ["wrong-pin"] * 4 + ["pin-locked"]
    right = desk.refuses(lambda: change(CLERK.id, OTHER_PIN, "640281"))
    assert right == "pin-locked"
    desk.clock.goes(minutes=1, seconds=1)
    change(CLERK.id, OTHER_PIN, "640281")
