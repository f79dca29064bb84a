"""What stands on a slip."""

from __future__ import annotations

from msgspec import structs

from events.replies import WaitRange
from events.visit import VisitClass
from tests.ticket_printer.dispenser_site import AT, LINK, site
from ticket_printer.job import Job
from ticket_printer.slip import Code, Number, SlipSite, Text, describe

SITE = SlipSite.of(site())
JOB = Job(
    id="p1",
    visit="v1",
    ticket="A047",
    service="A",
    at=AT,
    ahead=4,
    wait=WaitRange(from_s=900, to_s=1500),
    follow=LINK,
)


def texts(job: Job) -> str:
    """Return everything the slip says."""
    return "\n".join(str(part) for part in describe(job, SITE))


def test_a_slip_says_what_a_visitor_needs() -> None:
    """Office, number, service, time, people ahead, wait, code, and that it is free."""
    parts = describe(JOB, SITE)
    assert Number("A047") in parts
    assert Code(LINK) in parts
    for words in (
        *("Bưu điện Hoàn Kiếm", "Cư trú, căn cước", "Chủ nhật 22/11/2026 · 09:18"),
        *("4 người", "15–25 phút", "miễn phí", "Dữ liệu minh họa"),
    ):
        assert words in texts(JOB)


def test_only_the_demo_says_that_it_is_invented() -> None:
    """An office that is no demo prints no such line."""
    real = SlipSite(SITE.office, SITE.services, SITE.credit_min, is_demo=False)
    assert Text("Dữ liệu minh họa", 22) not in describe(JOB, real)


def test_priority_is_explained() -> None:
    """A priority slip says what priority is worth."""
    job = structs.replace(JOB, visit_class=VisitClass.PRIORITY)
    assert "★ Ưu tiên" in texts(job)
    assert "Số ưu tiên được tính như đến sớm hơn 15 phút." in texts(job)


def test_a_copy_says_so() -> None:
    """The same number printed again is marked as a copy."""
    assert "In lại · Copy" in texts(structs.replace(JOB, is_copy=True))


def test_what_is_not_known_is_left_out() -> None:
    """Without a time, a link, people ahead or a known service the slip still stands."""
    bare = Job(id="p1", visit="v1", ticket="Z001", service="Z")
    assert "Dịch vụ Z" in texts(bare)
    assert "người" not in texts(bare)


def test_without_an_estimate_only_the_people_ahead_are_told() -> None:
    """A slip never says that there is nothing to say."""
    unknown = texts(structs.replace(JOB, wait=None))
    assert "4 người" in unknown
    assert "Chờ khoảng" not in unknown


def test_a_short_wait_is_not_about_something() -> None:
    """The word *about* stands above a range of minutes only."""
    short = texts(structs.replace(JOB, wait=WaitRange(from_s=40, to_s=200)))
    assert "dưới 5 phút" in short
    assert "Chờ khoảng" not in short
