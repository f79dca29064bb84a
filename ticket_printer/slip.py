"""What stands on a slip, from top to bottom: a ticket becomes parts to be drawn.

Pure. Sizes are dots of an 80 mm slip (576 wide); narrower paper scales them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeAlias

from events.local_time import local
from events.plan import Names
from events.visit import VisitClass
from events.wait_words import heading, in_words
from firmware_config.site import Site
from ticket_printer.job import Job

WEEKDAYS = (
    *("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu"),
    *("Thứ bảy", "Chủ nhật"),
)


class Text(NamedTuple):
    """A centred line; `most` lines if it does not fit one."""

    text: str
    size: int
    bold: bool = False
    most: int = 1


class Number(NamedTuple):
    """The ticket's number, as large as the paper is wide."""

    text: str


class Pair(NamedTuple):
    """Two cells beside each other, each a label above a value."""

    left: tuple[str, str]
    right: tuple[str, str]


class Code(NamedTuple):
    """A QR code of a link."""

    link: str


class Band(NamedTuple):
    """White on a black bar."""

    text: str


class Rule(NamedTuple):
    """A line across, with this gap above and below."""

    gap: int


class Space(NamedTuple):
    """Blank paper."""

    dots: int


Part: TypeAlias = Text | Number | Pair | Code | Band | Rule | Space


@dataclass(frozen=True, slots=True)
class SlipSite:
    """What a slip needs to know of its office."""

    office: str
    services: dict[str, Names]
    credit_min: int
    is_demo: bool

    @classmethod
    def of(cls, site: Site) -> SlipSite:
        """Take it from the site file."""
        return cls(
            office=site.office.name.vi,
            services={service.id: service.name for service in site.services},
            credit_min=site.rules.priority_credit_min,
            is_demo=site.office.demo,
        )


def describe(job: Job, site: SlipSite, is_narrow: bool = False) -> tuple[Part, ...]:
    """Return the slip's parts, top to bottom."""
    return (
        Space(12),
        Text(site.office, 36, bold=True, most=2),
        Rule(8),
        *_number(job),
        *_service(job, site),
        *_time(job.at),
        Rule(10),
        *_ahead(job, is_narrow),
        *_code(job),
        *_advice(job, site, is_narrow),
        Band("Hỗ trợ miễn phí · Help is free"),
        *((Text("Dữ liệu minh họa", 22),) if site.is_demo else ()),
        Space(14),
    )


def _number(job: Job) -> tuple[Part, ...]:
    label = Text("Số của quý khách · Your number", 28)
    if job.is_copy:
        return (Text("In lại · Copy", 34, bold=True), label, Number(job.ticket))
    return (label, Number(job.ticket))


def _service(job: Job, site: SlipSite) -> tuple[Part, ...]:
    star = (Text("★ Ưu tiên", 34, bold=True),) if _is_priority(job) else ()
    names = site.services.get(job.service)
    if names is None:
        return (Text(f"Dịch vụ {job.service}", 38, bold=True), *star)
    return (Text(names.vi, 38, bold=True, most=3), Text(names.en, 25, most=3), *star)


def _time(at: datetime | None) -> tuple[Part, ...]:
    if at is None:
        return ()
    here = local(at)
    return (Text(f"{WEEKDAYS[here.weekday()]} {here:%d/%m/%Y · %H:%M}", 28),)


def _ahead(job: Job, is_narrow: bool) -> tuple[Part, ...]:
    if job.ahead is None:
        return ()
    people, wait = "Trước quý khách", heading(job.wait).vi
    count = f"{job.ahead} người"
    if job.wait is None:
        return (Text(f"{people} · Ahead of you", 26), Text(count, 44, True), Rule(10))
    if not is_narrow:
        people, wait = f"{people} · Ahead", f"{wait} · Wait"
    return (Pair((people, count), (wait, in_words(job.wait).vi)), Rule(10))


def _code(job: Job) -> tuple[Part, ...]:
    if job.follow is None:
        return ()
    return (
        Code(job.follow),
        Text("Quét mã để theo dõi trên điện thoại", 28, bold=True),
        Text("Scan to follow your number", 25),
        Space(10),
    )


def _advice(job: Job, site: SlipSite, is_narrow: bool) -> tuple[Part, ...]:
    credit = f"Số ưu tiên được tính như đến sớm hơn {site.credit_min} phút."
    first = (Text(credit, 25, most=2),) if _is_priority(job) else ()
    sentences = ("Xin chú ý màn hình và loa.", "Giữ phiếu đến khi xong.")
    lines = sentences if is_narrow else (" ".join(sentences),)
    return (*first, *(Text(line, 26) for line in lines), Space(8))


def _is_priority(job: Job) -> bool:
    return job.visit_class is VisitClass.PRIORITY
