"""What would tell of one person, or of a few, is not in a report."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.projections.measured.rows import Facts
from hub.projections.measures import figures
from hub.reports.book import Book
from hub.reports.gather import gather
from hub.reports.published import cells
from hub.reports.report import Report, Tiles
from hub.reports.values import Hidden
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
)
from tests.hub.reports.reading import (
    ALL,
    QUALITY,
    cell,
    count_in,
    printed,
    tables,
    tile,
)

FEW = "ẩn, dưới 5 lượt"


def helped(*visits: Any, **said: Any) -> Facts:
    """Return the rows of visits that each got help."""
    return facts(*visits, sessions=tuple(session(row, **said) for row in visits))


def test_quantiles_of_a_few_are_not_given() -> None:
    """Of four visits p50 would be somebody's own wait; not even internally."""
    rows = [visit(MONDAY, n) for n in range(4)]

    report = gather(facts(*rows), asked(is_internal=True))

    assert cell(report, "Thời gian", "Chờ tới lần gọi đầu", "p50") == "–"
    assert cell(report, "Thời gian", "Chờ tới lần gọi đầu", "n") == "4"


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


def test_of_one_visit_nothing_is_told() -> None:
    """Somebody came alone: what is counted is hidden, or nobody's."""
    report = gather(helped(visit(MONDAY, 1)), asked())

    counted = {said for table, _, _, said in printed(report) if "mục tiêu" not in table}
    assert counted <= {"< 5", FEW, "*", "–", "0", "", "0,00 %"}
    assert tile(report, "Lượt người đến") == "< 5"


def test_no_clerk_is_named() -> None:
    """Clerks are never measured singly: no cell and no row says who."""
    report = gather(many(300), asked(is_internal=True))

    assert "NV-01" not in str(report)


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
            found |= {count_in(value) for value in row.cells}
    for part in report.parts:
        for block in part.blocks:
            if isinstance(block, Tiles):
                tiles = [t for t in block.tiles if t.title != "Số ngày phục vụ"]
                found |= {count_in(tile.value) for tile in tiles}
    return found


def test_a_share_is_hidden_with_what_it_is_made_of() -> None:
    """Two who were not there when called would follow from 2,00 % of a hundred."""
    rows = [visit(MONDAY, n, no_shows=int(n < 2)) for n in range(100)]

    report = gather(facts(*rows), asked())
    internal = gather(facts(*rows), asked(is_internal=True))

    assert cell(report, QUALITY, "Vắng mặt khi gọi", "Giá trị") == FEW
    assert cell(internal, QUALITY, "Vắng mặt khi gọi", "Giá trị") == "2,00 %"


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
