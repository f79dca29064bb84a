"""Where a store comes from: the stores and backups it was restored from.

A restored store has a new id, so that nobody who read the lost events takes the
positions that are given again for those; what it was before is kept beside.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from events.ids import new_id
from events.local_time import Instant, local
from events.replies import Sentence
from hub.store.backup.copying import EVENTS, read_only

KEY = "origins"
TOLD_FOR = timedelta(days=1)


class Origin(Struct, frozen=True, kw_only=True):
    """A restore: from which store, up to where, from a backup of when, and when.

    `issued` names each service's last number of those that were given again.
    """

    store: str
    position: int
    made_at: Instant
    restored_at: Instant
    issued: tuple[str, ...] = ()


def origins(data: Path) -> tuple[Origin, ...]:
    """Return the restores behind a data folder's store, the latest last."""
    if not (data / EVENTS).exists():
        return ()
    try:
        with closing(read_only(data / EVENTS)) as reading:
            return origins_in(reading)
    except (sqlite3.Error, msgspec.DecodeError):
        return ()  # whoever opens the file in earnest says what is wrong with it


def origins_in(reading: sqlite3.Connection) -> tuple[Origin, ...]:
    """Return the restores behind an open store, the latest last."""
    statement = "SELECT value FROM about WHERE key=?"
    row = reading.execute(statement, (KEY,)).fetchone()
    return msgspec.json.decode(row[0], type=tuple[Origin, ...]) if row else ()


def notice(behind: tuple[Origin, ...], now: datetime) -> Sentence | None:
    """Return what staff should know of the last restore, for a day after it."""
    if not behind or now - behind[-1].restored_at > TOLD_FOR:
        return None
    last, numbers = behind[-1], _numbers(behind[-1])
    restored, made = (
        f"{local(at):%Y-%m-%d %H:%M:%S}" for at in (last.restored_at, last.made_at)
    )
    return Sentence(
        vi=f"Đã khôi phục lúc {restored} từ bản sao lưu lúc {made}, đến vị trí "
        f"{last.position}: những gì xảy ra sau đó đã mất. {numbers.vi}",
        en=f"Restored at {restored} from the backup of {made}, which ends at position "
        f"{last.position}: what came after is lost. {numbers.en}",
    )


def _numbers(origin: Origin) -> Sentence:
    """Return which numbers may be given twice."""
    if not origin.issued:
        return Sentence(
            vi="Các số đã phát sau đó có thể bị phát lại.",
            en="Numbers given after it may be given twice.",
        )
    last = ", ".join(origin.issued)
    return Sentence(
        vi=f"Các số trên phiếu đến {last} đã được ghi lại, giữ nguyên thứ tự; chỉ số "
        "lớn hơn hoặc của dịch vụ khác mới có thể bị phát lại.",
        en=f"Numbers up to {last} were given again to those who hold them; only later "
        "ones, or those of another service, may be given twice.",
    )


def begin_anew(file: Path, origin: Origin) -> str:
    """Give a copied store an id of its own and note its origin; return the id."""
    store = new_id()
    with closing(sqlite3.connect(file)) as writing, writing:
        writing.execute("PRAGMA synchronous=FULL")
        behind = (*origins_in(writing), origin)
        statement = "INSERT OR REPLACE INTO about VALUES (?,?)"
        writing.execute(statement, (KEY, msgspec.json.encode(behind).decode()))
        writing.execute(statement, ("store_id", store))
    return store
