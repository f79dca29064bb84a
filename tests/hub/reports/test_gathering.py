"""A report says what the rows say, in the words and order that are handed in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from hub.projections.measured.rows import Facts
from hub.projections.measures import figures
from hub.reports.asked import City
from hub.reports.book import Book
from hub.reports.gather import gather
from hub.reports.notation import shown
from hub.reports.published import cells
from hub.reports.report import Report, Tiles
from hub.reports.values import Hidden, Number
from hub.reports.visitors import visitors
from tests.hub.reports.invented import (
    MINUTE,
    MONDAY,
    SITE,
    asked,
    facts,
    left,
    many,
    session,
    visit,
    week_days,
)
from tests.hub.reports.reading import cell, printed, tables, tile

ALL = "Theo dịch vụ"
QUALITY = "Chất lượng phục vụ"
FEW = "ẩn, dưới 5 lượt"


def helped(*visits: Any, **said: Any) -> Facts:
    """Return the rows of visits that each got help."""
    return facts(*visits, sessions=tuple(session(row, **said) for row in visits))


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


def test_quantiles_of_a_few_are_not_given() -> None:
    """Of four visits p50 would be somebody's own wait; not even internally."""
    rows = [visit(MONDAY, n) for n in range(4)]

    report = gather(facts(*rows), asked(is_internal=True))

    assert cell(report, "Thời gian", "Chờ tới lần gọi đầu", "p50") == "–"
    assert cell(report, "Thời gian", "Chờ tới lần gọi đầu", "n") == "4"


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


def test_services_are_crossed_with_visitors_where_nobody_shows_through() -> None:
    """With ten of each kind at a service the table says both at once."""
    rows = [visit(MONDAY, n) for n in range(20)]
    kinds = ("citizen", "enterprise")
    sessions = [session(row, visitor=kinds[n % 2]) for n, row in enumerate(rows)]

    report = gather(facts(*rows, sessions=tuple(sessions)), asked())

    assert tables(report)[ALL].columns == (
        *("Dịch vụ", "Công dân", "Doanh nghiệp"),
        *("Lượt", "Tỷ lệ"),
    )
    assert "Theo đối tượng" not in tables(report)


def test_services_and_visitors_stand_apart_where_somebody_would() -> None:
    """One enterprise among twenty: the crossing is not published, nor the one."""
    rows = [visit(MONDAY, n) for n in range(20)]
    sessions = [
        session(row, visitor="enterprise" if n == 0 else "citizen")
        for n, row in enumerate(rows)
    ]
    told = facts(*rows, sessions=tuple(sessions))

    report, internal = gather(told, asked()), gather(told, asked(is_internal=True))

    assert tables(report)[ALL].columns == ("Dịch vụ", "Lượt", "Tỷ lệ")
    assert cell(report, "Theo đối tượng", "Doanh nghiệp", "Lượt") == "< 5"
    assert cell(report, "Theo đối tượng", "Công dân", "Lượt") == "*"
    assert cell(internal, ALL, "A · Cư trú, căn cước", "Doanh nghiệp") == "1"
    assert internal.chip.endswith("Lưu nội bộ – không gửi ra ngoài")


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


def test_of_one_visit_nothing_is_told() -> None:
    """Somebody came alone: what is counted is hidden, or nobody's."""
    report = gather(helped(visit(MONDAY, 1)), asked())

    counted = {said for table, _, _, said in printed(report) if "mục tiêu" not in table}
    assert counted <= {"< 5", FEW, "*", "–", "0", "", "0,00 %"}
    assert tile(report, "Lượt người đến") == "< 5"


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
    added = sum(_count(row.cells[0]) for row in days)
    assert f"{added:,}".replace(",", ".") == total


def test_what_a_manager_wrote_stands_in_the_fourth_part() -> None:
    """Proposals are printed as typed; what cannot be read any more is told."""
    report = gather(many(9), asked(proposals=("Mở thêm quầy.",), lost=2))

    said = report.parts[3].blocks
    assert said[0].lines == ("Mở thêm quầy.",)  # type: ignore[union-attr]  # sayings
    assert said[1].text.startswith("2 đề xuất")  # type: ignore[union-attr]  # a note


def test_no_clerk_is_named() -> None:
    """Clerks are never measured singly: no cell and no row says who."""
    report = gather(many(300), asked(is_internal=True))

    assert "NV-01" not in str(report)


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


def test_the_same_in_english() -> None:
    """Words and points are English, dates stay as they are written here."""
    report = gather(many(1740), asked(lang="en"))

    assert report.title == "Pilot report"
    assert tile(report, "Visitors") == "1,716"
    assert cell(report, "By service", "Sum", "Share") == "100.00 %"


@pytest.mark.parametrize("count", [0, 1, 5, 12, 30])
def test_an_internal_copy_hides_nothing(count: int) -> None:
    """The manager sees every count of his office."""
    report = gather(many(count, 3), asked(is_internal=True))

    assert not {"< 5", FEW} & {said for *_, said in printed(report)}


@given(st.integers(0, 90), st.integers(1, 12), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_no_small_count_of_any_report_leaves_the_office(
    count: int, days: int, seed: int
) -> None:
    """Of whatever came: no cell says 1 to 4, and a percent goes with its count."""
    report = gather(many(count, days, seed), asked())

    assert not {n for n in _counts(report) if 0 < n < 5}


def _counts(report: Report) -> set[int]:
    """Return every count that is shown, but for how many days were open."""
    found: set[int] = set()
    for table in tables(report).values():
        for row in table.rows:
            found |= {_count(value) for value in row.cells}
    for part in report.parts:
        for block in part.blocks:
            if isinstance(block, Tiles):
                tiles = [t for t in block.tiles if t.title != "Số ngày phục vụ"]
                found |= {_count(tile.value) for tile in tiles}
    return found


def _count(value: Any) -> int:
    is_count = isinstance(value, Number) and not value.places and not value.unit
    return value.digits if is_count else 0


def test_a_share_is_hidden_with_what_it_is_made_of() -> None:
    """Two who were not there when called would follow from 2,00 % of a hundred."""
    rows = [visit(MONDAY, n, no_shows=int(n < 2)) for n in range(100)]

    report = gather(facts(*rows), asked())
    internal = gather(facts(*rows), asked(is_internal=True))

    assert cell(report, QUALITY, "Vắng mặt khi gọi", "Giá trị") == FEW
    assert cell(internal, QUALITY, "Vắng mặt khi gọi", "Giá trị") == "2,00 %"


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


def test_an_operator_without_a_name_stands_as_it_was_typed() -> None:
    """Three operators are known by their code; any other text is a name already."""
    office = replace(SITE.office, operator="Bưu cục Trung Mầu")
    report = gather(many(9), asked(site=replace(SITE, office=office)))

    assert ("Đơn vị", "Bưu cục Trung Mầu") in report.head


def test_every_service_of_the_site_is_named() -> None:
    """The name of a row comes from the site file, whatever its letter."""
    report = gather(many(300), asked())

    assert cell(report, ALL, "T · Tra cứu, kết quả", "Lượt") != "0"


def test_a_mean_is_hidden_with_what_would_tell_it() -> None:
    """One visitor was not content: neither the share, nor the mean, nor the rest."""
    rows = [visit(MONDAY, n) for n in range(30)]
    sessions = [session(r, score=1 if n == 0 else 5) for n, r in enumerate(rows)]

    report = gather(facts(*rows, sessions=tuple(sessions)), asked())

    for row in ("Đánh giá tại quầy từ 4 trở lên", "Đánh giá tại quầy 1 hoặc 2"):
        assert cell(report, QUALITY, row, "Giá trị") in ("*", FEW)
    assert cell(report, QUALITY, "Điểm đánh giá bình quân (1–5)", "Giá trị") in (
        *("*", FEW),
    )


@given(st.integers(5, 60), st.integers(1, 8), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_nobody_follows_from_two_totals(count: int, days: int, seed: int) -> None:
    """Visitors less those who were helped: if that is a few, one total is hidden."""
    report = gather(many(count, days, seed), asked())
    ended = cell(report, "Kết quả phiên hỗ trợ", "Cộng", "Phiên")
    came = tile(report, "Lượt người đến")

    if came.isdecimal() and ended.isdecimal():
        assert not 0 < int(came) - int(ended) < 5


def test_how_those_went_who_were_not_helped_is_told_whole_or_not() -> None:
    """Two left and five were not there: that the others were two would tell."""
    stayed = [visit(MONDAY, n) for n in range(30)]
    gone = [left(visit(MONDAY, 40 + n), 20 * MINUTE) for n in range(2)]
    missed = [visit(MONDAY, 50 + n, place="no-show", no_shows=1) for n in range(5)]
    told = facts(
        *(*stayed, *gone, *missed), sessions=tuple(session(row) for row in stayed)
    )

    report = gather(told, asked())

    assert cell(report, QUALITY, "Bỏ về trước khi gọi", "Giá trị") == FEW
    assert cell(report, QUALITY, "Vắng mặt khi gọi", "Giá trị") == "*"
    assert cell(report, QUALITY, "Còn chờ khi đóng cửa", "Giá trị") == "*"
    assert cell(report, "Thời gian", "Chờ tới lần gọi đầu", "n") == "~40"


def test_sums_that_are_published_share_no_two_counts() -> None:
    """Or what a reader can work out would be more than `small_cells` looks for."""
    book = _book()

    for n, one in enumerate(book.sums):
        for other in book.sums[n + 1 :]:
            shared = {one.whole, *one.parts} & {other.whole, *other.parts}
            assert len(shared) <= 1, (one, other)


def _book() -> Book:
    told = many(2_000)
    made = asked()
    came = visitors(told, (service.id for service in SITE.services))
    found = cells(figures(told), came, made)
    assert not any(isinstance(found.count(name), Hidden) for name in ("visitors",))
    return found.book


def test_the_first_day_of_a_bar_is_a_monday() -> None:
    """Weeks begin on Monday, as the office's do."""
    report = gather(many(900, 60, first=date(2026, 10, 7)), asked("quarter:2026-Q4"))

    assert tables(report)["Lượt người đến theo tuần"].rows[0].title == "05/10"
