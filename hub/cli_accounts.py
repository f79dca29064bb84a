"""`layso-hub pin`: give a clerk a PIN on the hub's own machine, the first one too.

It works beside a running hub. What the settings say of the clerk it does not know: a
clerk who is not in them can sign in only as the manager named here with `--role`.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from events.ids import ClerkId
from events.settings import Role
from hub.application.accounts import Account, pin
from hub.application.ports import CannotWrite
from hub.store.accounts import ACCOUNTS, PinHasher, SQLiteAccountStore
from hub.store.lock import FolderUnusable
from hub.store.secret import pin_secret


class NotDone(Exception):
    """The PIN is not set; the text says why and what to do."""


def main(words: Sequence[str]) -> int:
    """Set a PIN; 0 done, 2 not possible."""
    told = _parser().parse_args(words[1:])
    try:
        said = _set(told)
    except (NotDone, CannotWrite, FolderUnusable) as error:
        print(f"layso-hub: {error}", file=sys.stderr)  # noqa: T201  # the terminal
        return 2
    print(said)  # noqa: T201  # the terminal
    return 0


def _set(told: argparse.Namespace) -> str:
    folder: Path = told.data
    _check_owner(folder)
    new = _asked_twice()
    store = SQLiteAccountStore(folder / ACCOUNTS)
    try:
        known = store.kept().accounts
        hasher = PinHasher(pin_secret(folder, may_make=not known))
        before = known.get(told.clerk)
        role = told.role or (before.role if before is not None else None)
        store.put_account(Account(clerk=told.clerk, hash=hasher.hash(new), role=role))
        store.end(told.clerk, "pin-changed")
    finally:
        store.close()
    return _done(told.clerk, role)


def _done(clerk: str, role: Role | None) -> str:
    if role is None:
        return (
            f"{clerk} has a new PIN. It counts for a clerk of the office's settings; "
            "for the first manager give --role manager."
        )
    return (
        f"{clerk} has a new PIN and may sign in as {role} while no manager of the "
        f"office's settings has one. Sign in, and add {clerk} to them at /manage."
    )


def _check_owner(folder: Path) -> None:
    if not folder.is_dir():
        msg = f"{folder} is no folder. Name the hub's data folder with --data."
        raise NotDone(msg)
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        msg = f"{folder} belongs to another user, and the hub could not read the file. "
        raise NotDone(f"{msg}Run this as user {owner}: sudo -u '#{owner}' layso-hub …")


def _asked_twice() -> str:
    """Return the PIN from the terminal, given twice alike, or a line of the input."""
    if not sys.stdin.isatty():
        given = again = sys.stdin.readline().strip()
    else:
        given = getpass.getpass("New PIN (6 to 12 digits): ")
        again = getpass.getpass("Once more: ")
    if given != again:
        msg = "The two are not the same; nothing is changed. Try again."
        raise NotDone(msg)
    if (no := pin.fault(given)) is not None:
        raise NotDone(no.en)
    return given


def _clerk(text: str) -> str:
    try:
        return msgspec.convert(text, ClerkId)
    except msgspec.ValidationError:
        msg = f"{text!r} is no clerk code; letters, digits and hyphens: QL-01"
        raise argparse.ArgumentTypeError(msg) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="layso-hub pin", description=__doc__)
    parser.add_argument("clerk", type=_clerk, help="the clerk's code: QL-01")
    parser.add_argument(
        "--role",
        type=Role,
        choices=[Role.MANAGER],
        help="the first manager: may sign in while the settings have none",
    )
    parser.add_argument(
        "--data", type=Path, default=Path("hub-data"), help="the hub's data folder"
    )
    return parser
