"""Accounts go along with the events: PINs put back, sign-ins not."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from hub.application.accounts import Account, SignIn
from hub.store import backup
from hub.store.accounts import ACCOUNTS, SQLiteAccountStore
from hub.store.sqlite import SQLiteEventStore
from tests.hub.written import run

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ACCOUNT = Account(clerk="QL-01", hash="$argon2id$…")
SIGNED_IN = SignIn(mark=b"m" * 32, clerk="QL-01", began=NOW, seen=NOW)


def test_nobody_is_signed_in_by_a_restore(tmp_path: Path) -> None:
    """Who signed out, or lost the right, since the backup does not come back in."""
    data, place, new = (tmp_path / name for name in ("hub", "backups", "new"))
    for folder in (data, place, new):
        folder.mkdir()
    with closing(SQLiteEventStore(data / "events.db")) as store:
        store.save(run(1, 5), [])
    with closing(SQLiteAccountStore(data / ACCOUNTS)) as accounts:
        accounts.put_account(ACCOUNT)
        accounts.put_sign_in(SIGNED_IN)
        made = backup.back_up(data, place, NOW).backup
        assert accounts.kept().sign_ins
    names = {file.name for file in made.folder.iterdir()}
    assert not any(name.startswith(f"{ACCOUNTS}-") for name in names), names
    backup.restore(made, new, NOW)

    with closing(SQLiteAccountStore(new / ACCOUNTS)) as accounts:
        assert accounts.kept().accounts == {"QL-01": ACCOUNT}
        assert not accounts.kept().sign_ins
