"""A report says whose it is, of which period, and how and on what it was counted."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from hub.projections.measured.rows import Facts
from hub.reports.gather import gather
from tests.hub.reports.invented import SITE, asked, facts, many, visit


def test_the_head_says_whose_report_of_when_for_whom() -> None:
    """Office, period, operator, phase, recipient and when it was made stand on top."""
    report = gather(many(9), asked("month:2026-11"))

    assert [tuple(line) for line in report.head] == [
        ("Điểm", "Bưu điện Hoàn Kiếm (hk01)"),
        ("Kỳ", "Tháng 11/2026 (01/11/2026 – 30/11/2026)"),
        ("Đơn vị", "Tổng công ty Bưu điện Việt Nam"),
        ("Giai đoạn", "2"),
        ("Nơi nhận", "Trung tâm Phục vụ hành chính công"),
        ("Ngày lập", "22/11/2026 09:54"),
    ]
    assert report.chip == "Dữ liệu minh họa · Kỳ chưa kết thúc"


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("quarter:2018-Q4", "–"),
        ("month:2025-03", "1"),
        ("2025-03-01..2025-04-30", "2"),
        ("month:2026-11", "2"),
    ],
)
def test_the_phase_is_the_one_that_the_period_was_in(words: str, phase: str) -> None:
    """A report of long ago does not say the phase of today."""
    report = gather(Facts(at=1), asked(words))

    assert ("Giai đoạn", phase) in report.head


@pytest.mark.parametrize(
    ("words", "chip"),
    [
        ("month:2026-10", "Dữ liệu minh họa"),
        ("2026-11-02..2026-11-21", "Dữ liệu minh họa"),
        ("2026-11-02..2026-11-22", "Dữ liệu minh họa · Kỳ chưa kết thúc"),
        ("year:2026", "Dữ liệu minh họa · Kỳ chưa kết thúc"),
        ("month:2026-12", "Dữ liệu minh họa · Kỳ chưa bắt đầu"),
    ],
)
def test_a_period_that_is_not_over_says_so_on_every_page(words: str, chip: str) -> None:
    """It stands in a frame on top and at the foot, not only in the method note."""
    report = gather(many(300), asked(words))

    assert report.chip == chip
    assert report.footer.endswith(chip)


def test_a_day_is_over_once_it_is_closed() -> None:
    """The report of today that is made in the evening is not called unfinished."""
    today = visit(date(2026, 11, 22), 1)
    day = facts(today).days[0]
    told = asked("day:2026-11-22")

    assert gather(facts(today), told).chip == "Dữ liệu minh họa"
    still_open = replace(facts(today), days=(day._replace(closed=None),))
    assert gather(still_open, told).chip.endswith("Kỳ chưa kết thúc")


def test_a_site_says_who_gets_its_reports() -> None:
    """The recipient is the site file's, not the program's."""
    office = replace(SITE.office, report_to="Sở Thông tin và Truyền thông")
    report = gather(many(9), asked(site=replace(SITE, office=office)))

    assert ("Nơi nhận", "Sở Thông tin và Truyền thông") in report.head


def test_the_method_says_how_and_on_what() -> None:
    """Anybody can count it again: definitions, events, rows and their digest."""
    report = gather(many(300), asked(until=15_000))
    text = report.parts[4].blocks[0].text  # type: ignore[union-attr]  # a note

    assert "từ 15.000 sự kiện" in text
    assert "docs/explanation/measures.md" in text
    assert "Kỳ báo cáo chưa hết" not in text
    assert len(report.basis.grouped.split()) == 16


def test_what_is_in_no_number_is_told() -> None:
    """Events of the period that a fault kept out are counted, others are not."""
    told = replace(many(300), skipped=(1, 15_000, 15_001))
    text = gather(told, asked(until=15_000)).parts[4].blocks[0].text  # type: ignore[union-attr]  # a note

    assert "Còn 2 sự kiện không đưa được vào số liệu" in text


def test_an_unfinished_period_says_so() -> None:
    """What may still change is told with the instant it was counted."""
    report = gather(many(300), asked())
    text = report.parts[4].blocks[0].text  # type: ignore[union-attr]  # a note

    assert "số liệu tính đến 20/11/2026 20:00" in text


def test_an_operator_without_a_name_stands_as_it_was_typed() -> None:
    """Three operators are known by their code; any other text is a name already."""
    office = replace(SITE.office, operator="Bưu cục Trung Mầu")
    report = gather(many(9), asked(site=replace(SITE, office=office)))

    assert ("Đơn vị", "Bưu cục Trung Mầu") in report.head
