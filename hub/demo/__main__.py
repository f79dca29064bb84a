"""`layso-demo`: a whole office on this machine, with virtual boxes."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from events.local_time import business_date
from firmware_config.errors import SiteError
from hub.demo import house
from hub.demo.house import FolderTaken, House
from hub.demo.past import seed_past
from hub.demo.ports import free_port
from hub.demo.running import Demo, DidNotStart
from hub.demo.traffic import Traffic
from hub.store.lock import FolderUnusable

LOOK_EVERY_S = 0.3
DEFAULT_PORT = 8080
MOST_DAYS = 260


def main(argv: Sequence[str] | None = None) -> int:
    """Run the demo until Ctrl-C or SIGTERM; 2 if it cannot start."""
    told = _parser().parse_args(argv)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    port = told.port if told.headless else free_port(told.port)
    try:
        built = _built(told, port)
        has_past = _invent_past(built, told)
    except (SiteError, FolderTaken, FolderUnusable) as error:
        return _say(str(error))
    demo = Demo(built, ended.is_set, has_past=has_past)
    if not told.headless:
        _print("  Đang khởi động điểm phục vụ… · Starting hub, broker and boxes…")
    try:
        demo.start()
        if not ended.is_set():
            _announce(built, told)
        _run(demo, built, told, ended)
    except DidNotStart as error:
        return _say(str(error))
    finally:
        demo.stop()
    return 0


def _run(
    demo: Demo, built: House, told: argparse.Namespace, ended: threading.Event
) -> None:
    traffic = Traffic(built, told.speed, told.seed) if told.traffic else None
    if traffic is not None:
        traffic.start()
    while not ended.wait(LOOK_EVERY_S):
        demo.keep_alive()
    if traffic is not None:
        traffic.stop()


def _built(told: argparse.Namespace, port: int) -> House:
    built = house.build(told.dir.resolve(), port, told.mqtt_port, told.broker)
    return replace(built, is_fast=told.traffic and told.speed != 1)


def _invent_past(built: House, told: argparse.Namespace) -> bool:
    """Give a new house its past days, if they are asked for; say whether it was."""
    if not told.history:
        return False
    if (built.folder / "hub" / "events.db").exists():
        _warn(f"{built.folder} has a history; --history is for a new --dir.")
        return False
    if not told.headless:
        days = f"{told.history} ngày minh họa · inventing {told.history} past days"
        _print(f"  Đang tạo {days}…")
    today = business_date(datetime.now(UTC))
    seed_past(built.folder / "hub", built.site, told.history, today, told.seed)
    return True


def _announce(built: House, told: argparse.Namespace) -> None:
    if told.headless:
        where = built.broker.removeprefix("mqtt://")
        _print(f"ready {built.url} mqtt {where}")
        return
    _print(
        f"\n  Layso đang chạy · Layso is running\n\n"
        f"  Mở trang này · Open this page:   {built.url}/\n"
        f"  Màn hình chờ · Waiting room:     {built.url}/screen\n\n"
        f"  Máy lấy số, hộp phím và màn hình đều ở trang đầu. Dữ liệu minh họa.\n"
        f"  All panels and screens are on the first page. Invented data.\n"
        f"{_of_waits(built, told)}"
        f"  Dữ liệu ở · Data in: {built.folder}\n"
        f"  Dừng · Stop: Ctrl-C\n"
    )


def _of_waits(built: House, told: argparse.Namespace) -> str:
    """Say what the told waits rest on, where somebody may wonder."""
    if built.is_fast:
        speed = f"{told.speed:g}".replace(".", ",")
        return (
            f"  Ngày diễn nhanh gấp {speed} lần; thời gian chờ là phút thật, tính từ "
            f"hôm nay.\n"
            f"  The day runs {told.speed:g} times as fast; waits are in real minutes, "
            f"from today alone.\n"
        )
    if told.history:
        return (
            "  Thời gian chờ hiện sau khi các quầy mở được hai phút.\n"
            "  Waits are told once the counters have been open for two minutes.\n"
        )
    return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="layso-demo", description="A whole office on this machine."
    )
    add = parser.add_argument
    add("--headless", action="store_true", help="for programs: one line when ready")
    add("--port", type=int, default=DEFAULT_PORT, help="HTTP port of the hub")
    add("--mqtt-port", type=int, default=0, help="broker's port (default: a free one)")
    add("--broker", help="a running broker, mqtt://host:port, in place of our own")
    add("--dir", type=Path, default=Path("demo-data"), help="where data is kept")
    add("--traffic", action="store_true", help="play a busy day in fast motion")
    add("--speed", type=_speed, default=60.0, help="invented minutes a real minute")
    add("--seed", type=int, default=1, help="which invented day")
    add(
        "--history",
        type=_days,
        default=0,
        metavar="DAYS",
        help="invent so many past working days, for reports; in a new --dir",
    )
    return parser


def _days(text: str) -> int:
    if text.isdecimal() and int(text) <= MOST_DAYS:
        return int(text)
    msg = f"{text!r} is no number of days; use one from 0 to {MOST_DAYS}"
    raise argparse.ArgumentTypeError(msg)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if 0.1 <= speed <= 1_000:
        return speed
    msg = f"{text!r} is no speed; use a number from 0.1 to 1000"
    raise argparse.ArgumentTypeError(msg)


def _say(sentence: str) -> int:
    _warn(sentence)
    return 2


def _warn(sentence: str) -> None:
    print(f"layso-demo: {sentence}", file=sys.stderr)  # noqa: T201  # the terminal


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # the terminal


if __name__ == "__main__":
    sys.exit(main())
