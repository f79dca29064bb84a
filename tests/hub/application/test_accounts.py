"""Whoever signs in: by code and PIN, for so long, and no longer than he may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from events.settings import Clerk, Role
from hub.application.accounts import Account, Accounts, Limits, NotTaken, Word
from hub.application.accounts.lock_out import until
from hub.store.accounts import ACCOUNTS, PinHasher, SQLiteAccountStore
from hub.store.accounts.hashing import Cost
from tests.hub.rig import NINE, SetClock

MANAGER = Clerk(id="QL-01", role=Role.MANAGER)
CLERK = Clerk(id="NV-01")
PIN, OTHER_PIN = "480215", "713906"
CHEAP = Cost(memory_kib=64, passes=1)


class Desk:
    """Accounts over a file, with a clock and settings that a test changes."""

    def __init__(self, folder: Path) -> None:
        self.clock = SetClock()
        self.clerks: tuple[Clerk, ...] = (MANAGER, CLERK)
        self.folder = folder
        self.begin()

    def begin(self, cost: Cost = CHEAP) -> None:
        """Open the file, as at the hub's start."""
        self.hasher = PinHasher(b"p" * 32, cost)
        self.store = SQLiteAccountStore(self.folder / ACCOUNTS)
        self.accounts = Accounts(
            self.store, self.hasher, self.clock.now, lambda: self.clerks
        )

    def restart(self, cost: Cost = CHEAP) -> None:
        """Close, and open again."""
        self.accounts.close()
        self.begin(cost)

    def refuses(self, act: Callable[[], object]) -> str:
        """Return the name of the refusal that an act meets."""
        with pytest.raises(NotTaken) as no:
            act()
        assert no.value.text.vi
        assert no.value.text.en
        return no.value.refusal

    def misses(self, clerk: str, times: int) -> list[str]:
        """Give wrong PINs; return what each is told."""
        return [
            self.refuses(lambda: self.accounts.sign_in(clerk, "999111"))
            for _ in range(times)
        ]

    def word(self, token: str) -> Word:
        """Return how whoever holds the token stands."""
        return self.accounts.standing(token).word


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A manager and a clerk, both with a PIN."""
    desk = Desk(tmp_path)
    desk.accounts.set_pin(MANAGER.id, PIN)
    desk.accounts.set_pin(CLERK.id, OTHER_PIN)
    yield desk
    desk.accounts.close()


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


def test_the_same_pin_is_no_new_one(desk: Desk) -> None:
    """Whoever changes his PIN has another afterwards; only he learns that it is his."""
    token, change = desk.accounts.sign_in(CLERK.id, OTHER_PIN), desk.accounts.change_pin

    same = (CLERK.id, OTHER_PIN, OTHER_PIN)
    assert desk.refuses(lambda: change(*same)) == "weak-pin"
    assert desk.word(token) is Word.SIGNED_IN
    wrong = (CLERK.id, "640281", "640281")
    assert desk.refuses(lambda: change(*wrong)) == "wrong-pin"


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


def test_a_role_changes_with_the_settings(desk: Desk) -> None:
    """The next request already has the new one."""
    token = desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    desk.clerks = (MANAGER, Clerk(id=CLERK.id, role=Role.TECHNICIAN))
    who = desk.accounts.standing(token).who

    assert who is not None
    assert who.role is Role.TECHNICIAN


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


def test_a_pin_hashed_more_cheaply_is_hashed_anew(desk: Desk) -> None:
    """Once the parameters are raised, signing in raises what is kept."""
    before = desk.store.kept().accounts[CLERK.id].hash
    desk.restart(Cost(memory_kib=128, passes=1))
    desk.accounts.sign_in(CLERK.id, OTHER_PIN)
    after = desk.store.kept().accounts[CLERK.id].hash

    assert ("m=64,t=1" in before, "m=128,t=1" in after) == (True, True)
    assert desk.accounts.sign_in(CLERK.id, OTHER_PIN)


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
