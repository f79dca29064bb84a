"""What is wrong with the hub, in words that stay (pure).

A grave problem keeps the hub from its work; with the others it goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from events.replies import Sentence
from hub.application.device_book import DeviceNow

STUCK_S = 10.0
LEAST_FREE = 200 * 2**20
LARGEST_WAL = 64 * 2**20
FAR_BEHIND = 5_000


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that is wrong: a stable word, what to do, and whether work stops."""

    problem: str
    text: Sentence
    is_grave: bool = False


class Health(Struct, frozen=True, kw_only=True):
    """How the hub is: `status` is ok, degraded or failing; `problems` says by what.

    `day` is the business day that is open, `position` that of the newest event,
    `broker` whether MQTT works, `time` hub time; `notice` tells of a restore.
    """

    status: str
    problems: tuple[Problem, ...]
    office: str
    day: str | None
    position: int
    broker: bool
    time: str
    notice: Sentence | None = None


class Signs(Struct, frozen=True, kw_only=True):
    """What the hub can see of itself; by default all is well.

    Seconds and bytes; `stuck_s` is how long the writer has been at one batch.
    """

    store_trouble: str | None = None
    dead_parts: tuple[str, ...] = ()
    stuck_s: float = 0.0
    broker_is_up: bool = True
    clock_jump_s: float | None = None
    free_bytes: int | None = None
    wal_bytes: int = 0
    vault_trouble: Sentence | None = None
    views_trouble: Sentence | None = None
    views_behind: int = 0
    views_skipped: int = 0
    devices: tuple[DeviceNow, ...] = ()


def status(found: Iterable[Problem]) -> str:
    """Return `ok`, `degraded`, or `failing` where the hub cannot do its work."""
    graves = [problem.is_grave for problem in found]
    if any(graves):
        return "failing"
    return "degraded" if graves else "ok"


def problems(signs: Signs) -> tuple[Problem, ...]:
    """Return everything that is wrong, the gravest first."""
    return (
        *_of_the_road(signs),
        *_of_the_machine(signs),
        *_of_the_vault(signs.vault_trouble),
        *_of_the_views(signs),
        *_of_devices(signs.devices),
    )


def _of_the_road(signs: Signs) -> Iterator[Problem]:
    for part in signs.dead_parts:
        yield _grave(
            "part-dead",
            f"Bộ phận {part} đã dừng. Trung tâm sẽ tự khởi động lại.",
            f"The part {part} has died. The hub ends, to be started again.",
        )
    if signs.store_trouble is not None:
        yield _grave(
            "store-cannot-write",
            "Trung tâm không ghi được dữ liệu. Kiểm tra ổ đĩa của trung tâm.",
            f"Nothing can be written ({signs.store_trouble}). Look after the disk.",
        )
    if signs.stuck_s > STUCK_S:
        yield _grave(
            "writer-stuck",
            f"Trung tâm chờ ổ đĩa đã {signs.stuck_s:.0f} giây. Kiểm tra ổ đĩa.",
            f"A write has taken {signs.stuck_s:.0f} s so far. Look after the disk.",
        )


def _of_the_machine(signs: Signs) -> Iterator[Problem]:
    if not signs.broker_is_up:
        yield _word(
            "broker-away",
            "Mất kết nối tới máy chủ MQTT; các hộp quầy và máy lấy số không gửi được.",
            "The MQTT broker does not answer: no counter box or dispenser is heard.",
        )
    if signs.clock_jump_s is not None:
        yield _word(
            "clock-jumped",
            f"Đồng hồ lệch {signs.clock_jump_s:.0f} giây. Chỉnh đúng giờ rồi khởi động "
            "lại trung tâm.",
            f"The clock jumped by {signs.clock_jump_s:.0f} s. Set it right, then "
            "restart the hub.",
        )
    if signs.free_bytes is not None and signs.free_bytes < LEAST_FREE:
        yield _word(
            "disk-nearly-full",
            f"Ổ đĩa chỉ còn {signs.free_bytes // 2**20} MiB. Giải phóng dung lượng.",
            f"The disk has {signs.free_bytes // 2**20} MiB left. Free some space.",
        )
    if signs.wal_bytes > LARGEST_WAL:
        yield _word(
            "wal-large",
            f"Tệp ghi tạm đã lớn tới {signs.wal_bytes // 2**20} MiB. "
            "Báo kỹ thuật viên.",
            f"The write-ahead log has grown to {signs.wal_bytes // 2**20} MiB: "
            "something reads the store without end.",
        )


def _of_the_vault(trouble: Sentence | None) -> Iterator[Problem]:
    if trouble is not None:
        yield _word("vault-unusable", trouble.vi, trouble.en)


def _of_the_views(signs: Signs) -> Iterator[Problem]:
    if signs.views_trouble is not None:
        yield _word("views-stand-still", signs.views_trouble.vi, signs.views_trouble.en)
    elif signs.views_behind > FAR_BEHIND:
        yield _word(
            "views-behind",
            f"Số liệu báo cáo còn thiếu {signs.views_behind} sự kiện và đang được "
            "cập nhật.",
            f"Reports lack the last {signs.views_behind} events, and catch up.",
        )
    if signs.views_skipped:
        yield _word(
            "views-incomplete",
            f"{signs.views_skipped} sự kiện không đưa được vào số liệu báo cáo. "
            "Báo kỹ thuật viên.",
            f"{signs.views_skipped} events are in no figure, for a fault in the "
            "program. Tell a technician: the log names them.",
        )


def _of_devices(devices: Iterable[DeviceNow]) -> Iterator[Problem]:
    for one in devices:
        if one.facts.connection == "lost" and not one.is_online:
            yield _word(
                "device-lost",
                f"Mất liên lạc với {one.device}. Kiểm tra nguồn điện và mạng.",
                f"{one.device} is not heard of any more. Look after power and network.",
            )
        elif one.is_online and (fault := printer_fault(one)) is not None:
            yield _word(
                "printer-faulty",
                f"Máy in của {one.device} gặp trục trặc. Kiểm tra giấy và nắp máy.",
                f"The printer of {one.device}: {fault}. Look after it.",
            )


def printer_fault(device: DeviceNow) -> str | None:
    """Return what is wrong with a dispenser's printer, None if nothing is known."""
    printer = device.health.printer if device.health else None
    if printer is not None and not printer.online:
        return "it does not answer"
    if printer is not None and printer.cover == "open":
        return "its cover is open"
    is_out = device.facts.paper == "out" or (printer and printer.paper == "out")
    return "it is out of paper" if is_out else None


def _grave(problem: str, vi: str, en: str) -> Problem:
    return Problem(problem=problem, text=Sentence(vi=vi, en=en), is_grave=True)


def _word(problem: str, vi: str, en: str) -> Problem:
    return Problem(problem=problem, text=Sentence(vi=vi, en=en))
