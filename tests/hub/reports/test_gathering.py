"""A report says what the rows say, in the words and order that are handed in."""

from __future__ import annotations

from datetime import date

from hub.projections.measured.rows import Facts
from hub.reports.asked import City
from hub.reports.gather import gather
from hub.reports.notation import shown
from tests.hub.reports.invented import (
    MINUTE,
    MONDAY,
    asked,
    facts,
    left,
    many,
    session,
    visit,
    week_days,
)
from tests.hub.reports.reading import ALL, QUALITY, cell, count_in, tables, tile


def test_the_parts_stand_in_the_order_that_is_asked_for() -> None:
    """People, results, difficulties, proposals; then how it was counted."""
    report = gather(many(100), asked())

    assert [part.title for part in report.parts] == [
        "Số lượng người dân đến sử dụng dịch vụ",
        "Kết quả triển khai",
        "Khó khăn, vướng mắc",
        "Đề xuất, kiến nghị",
        "Cách tính và căn cứ số liệu",
    ]


def test_mistaken_tickets_are_no_visitors() -> None:
    """A number given back within a minute is counted, and counted apart."""
    came = [visit(MONDAY, n) for n in range(10)]
    mistaken = [left(visit(MONDAY, 50 + n), 30_000_000) for n in range(6)]

    report = gather(facts(*came, *mistaken), asked())

    assert tile(report, "Lượt người đến") == "10"
    assert tile(report, "Lấy nhầm, trả ngay") == "6"
    assert tile(report, "Bình quân mỗi ngày") == "10,0"


def test_shares_have_two_decimals_and_a_comma() -> None:
    """One of three is 33,33 %, rounded half up."""
    rows = [visit(MONDAY, n, service="AB"[n % 3 > 0]) for n in range(18)]

    report = gather(facts(*rows), asked())

    assert cell(report, ALL, "A · Cư trú, căn cước", "Tỷ lệ") == "33,33 %"
    assert cell(report, ALL, "B · Hộ tịch", "Tỷ lệ") == "66,67 %"
    assert cell(report, ALL, "Cộng", "Lượt") == "18"


def test_waits_are_given_in_minutes_with_their_number() -> None:
    """The nearest rank of what people waited, to a tenth of a minute."""
    rows = [
        visit(MONDAY, n)._replace(first_called=visit(MONDAY, n).arrived + n * MINUTE)
        for n in range(1, 11)
    ]

    report = gather(facts(*rows), asked())

    times = [
        cell(report, "Thời gian", "Chờ tới lần gọi đầu", c) for c in ("p50", "p90", "n")
    ]
    assert times == ["5,0 phút", "9,0 phút", "~10"]


def test_the_offices_own_rate_stands_apart_from_the_citys_targets() -> None:
    """What was filed here is in a box; the two targets have a table without it."""
    rows = [visit(MONDAY, n) for n in range(20)]
    sessions = [
        session(row, outcome="submitted" if n < 15 else "missing-papers")
        for n, row in enumerate(rows)
    ]

    report = gather(facts(*rows, sessions=tuple(sessions)), asked())
    goal = report.parts[1].blocks[0]

    assert shown(goal.value, "vi") == "75,00 % (15 / 20)"  # type: ignore[union-attr]  # a goal
    assert "Không phải hai mục tiêu 80 %" in goal.note  # type: ignore[union-attr]  # a goal
    city = "Hai mục tiêu của Thành phố (2025)"
    people = "Người dân sử dụng dịch vụ công trực tuyến"
    assert cell(report, city, people, "Mục tiêu") == "80 %"
    assert cell(report, city, people, "Số liệu cơ quan cung cấp") == "–"
    assert cell(report, city, "Hồ sơ nộp trực tuyến", "Mục tiêu") == "từ 30 % lên 80 %"


def test_the_authoritys_shares_are_only_what_was_typed() -> None:
    """They are never worked out of this office's own log."""
    city = City(people=6150, dossiers=4700, source="CV 12/TTPVHCC")
    report = gather(many(500), asked(city=city))
    table = "Hai mục tiêu của Thành phố (2025). Nguồn: CV 12/TTPVHCC"

    now = "Số liệu cơ quan cung cấp"
    people = "Người dân sử dụng dịch vụ công trực tuyến"
    assert cell(report, table, people, now) == "61,50 %"
    assert cell(report, table, "Hồ sơ nộp trực tuyến", now) == "47,00 %"


def test_a_service_that_the_site_dropped_keeps_its_letter() -> None:
    """What was served in its time is still counted, under the letter of its tickets."""
    rows = [visit(MONDAY, n, service="Z" if n < 7 else "A") for n in range(20)]

    report = gather(facts(*rows), asked())

    assert cell(report, ALL, "Z", "Lượt") == "7"


def test_an_empty_period_is_a_report_of_nobody() -> None:
    """No day was open: nothing is counted, nothing divided, nothing fails."""
    report = gather(Facts(at=1), asked("month:2026-11"))

    assert tile(report, "Lượt người đến") == "0"
    assert tile(report, "Bình quân mỗi ngày") == "–"
    assert cell(report, QUALITY, "Được gọi trong 15 phút", "Giá trị") == "–"
    assert cell(report, "Kết quả phiên hỗ trợ", "Cộng", "Phiên") == "0"
    assert report.basis.rows == 0


def test_long_periods_are_told_by_week_and_by_month() -> None:
    """As many bars as a page can hold, and every visitor in one of them."""
    quarter = gather(many(900, 60), asked("quarter:2026-Q4"))
    year = gather(many(900, 200), asked("2026-11-02..2027-11-20"))

    assert tables(quarter)["Lượt người đến theo tuần"].columns[0] == "Tuần từ"
    by_month = tables(year)["Lượt người đến theo tháng"]
    assert by_month.rows[0].title == "11/2026"
    assert len(by_month.rows) == len(
        {(d.year, d.month) for d in week_days(MONDAY, 200)}
    )


def test_ten_thousand_visits_are_counted_whole() -> None:
    """A busy year adds up: the days to the visitors, the services too."""
    report = gather(many(10_000, 20), asked("2026-11-02..2026-11-30", is_internal=True))
    total = tile(report, "Lượt người đến")

    assert cell(report, ALL, "Cộng", "Lượt") == total
    days = tables(report)["Lượt người đến theo ngày"].rows
    added = sum(count_in(row.cells[0]) for row in days)
    assert f"{added:,}".replace(",", ".") == total


def test_what_a_manager_wrote_stands_in_the_fourth_part() -> None:
    """Proposals are printed as typed; what cannot be read any more is told."""
    report = gather(many(9), asked(proposals=("Mở thêm quầy.",), lost=2))

    said = report.parts[3].blocks
    assert said[0].lines == ("Mở thêm quầy.",)  # type: ignore[union-attr]  # sayings
    assert said[1].text.startswith("2 đề xuất")  # type: ignore[union-attr]  # a note


def test_the_same_in_english() -> None:
    """Words and points are English, dates stay as they are written here."""
    report = gather(many(1740), asked(lang="en"))

    assert report.title == "Pilot report"
    assert tile(report, "Visitors") == "1,716"
    assert cell(report, "By service", "Sum", "Share") == "100.00 %"


def test_every_share_of_the_service_says_of_how_many() -> None:
    """The n of a share stands beside it; of what is only counted there is none."""
    rows = [visit(MONDAY, n, no_shows=int(n < 7)) for n in range(102)]
    sessions = tuple(session(r, score=5 - n % 5) for n, r in enumerate(rows[:60]))
    told = facts(*rows, sessions=sessions)

    report, internal = gather(told, asked()), gather(told, asked(is_internal=True))

    assert cell(internal, QUALITY, "Vắng mặt khi gọi", "n") == "102"
    assert cell(report, QUALITY, "Vắng mặt khi gọi", "n") == "~100"
    assert cell(report, QUALITY, "Lượt đánh giá / phiên", "n") == "60"
    assert cell(report, QUALITY, "Điểm đánh giá bình quân (1–5)", "n") == "60"
    assert cell(report, QUALITY, "Còn chờ khi đóng cửa", "n") == "–"


def test_every_service_of_the_site_is_named() -> None:
    """The name of a row comes from the site file, whatever its letter."""
    report = gather(many(300), asked())

    assert cell(report, ALL, "T · Tra cứu, kết quả", "Lượt") != "0"


def test_the_first_day_of_a_bar_is_a_monday() -> None:
    """Weeks begin on Monday, as the office's do."""
    report = gather(many(900, 60, first=date(2026, 10, 7)), asked("quarter:2026-Q4"))

    assert tables(report)["Lượt người đến theo tuần"].rows[0].title == "05/10"
