"""`layso-hub rebuild`: the figures' rows made anew from the events, or checked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hub.application.ports import CannotWrite, Unreadable
from hub.store.views import rebuilding
from hub.store.views.rebuilding import Difference, Rebuilt
from hub.store.views.writing import Damaged

NOT_MADE = (
    "Chưa lập lại được số liệu; số liệu đang có giữ nguyên. Xem lý do dưới đây. / The "
    "figures were not made anew; those there are as they were."
)
NOT_COMPARED = (
    "Chưa so sánh được số liệu. Xem lý do dưới đây. / The figures were not compared."
)


def main(words: Sequence[str]) -> int:
    """Do the command; 0 done or no difference, 1 a difference, 2 not possible."""
    told = _parser().parse_args(words[1:])
    try:
        return _check(told.data) if told.check else _rebuild(told.data)
    except (CannotWrite, Unreadable, Damaged, OSError) as error:
        _tell(f"layso-hub: {NOT_COMPARED if told.check else NOT_MADE}")
        _tell(_reason(error, told.data))
        return 2


def _reason(error: Exception, data: Path) -> str:
    if not isinstance(error, OSError):
        return str(error)
    return (
        f"{error.filename or data}: {error.strerror or error}. "
        "Kiểm tra ổ đĩa và quyền ghi. / Look after the disk, and who may write there."
    )


def _rebuild(data: Path) -> int:
    _say(f"Đã lập lại số liệu. / Made anew: {_said(rebuilding.rebuild(data, _tell))}")
    return 0


def _check(data: Path) -> int:
    rebuilt, difference = rebuilding.check(data, _tell)
    _say(f"Rebuilt: {_said(rebuilt)}")
    if difference is None:
        _say("Số liệu khớp từng dòng. / The live views are the same, row by row.")
        return 0
    _say(_told_apart(difference))
    return 1


def _said(rebuilt: Rebuilt) -> str:
    return (
        f"{rebuilt.events:,} events, {rebuilt.rows:,} rows, {rebuilt.seconds:.1f} s, "
        f"sha256:{rebuilt.digest}"
    )


def _told_apart(difference: Difference) -> str:
    return (
        f"Số liệu không khớp. / The live views differ, first in {difference.table}:\n"
        f"  live     {difference.live or 'no such row'}\n"
        f"  rebuilt  {difference.rebuilt or 'no such row'}\n"
        "Chạy `layso-hub rebuild` để lập lại. / Run `layso-hub rebuild` to have them "
        "made anew."
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="layso-hub rebuild", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, default=Path("hub-data"), help="the data folder")
    add("--check", action="store_true", help="change nothing: compare with the live")
    return parser


def _say(text: str) -> None:
    print(text)  # noqa: T201  # the terminal


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201  # the terminal
