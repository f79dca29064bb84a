"""Whatever the form, a report says the same."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from hub.projections.measured.rows import Facts
from hub.reports import words
from hub.reports.asked import City
from hub.reports.forms import Form, file_name, written
from hub.reports.gather import gather
from hub.reports.report import Report
from hub.reports.values import Number
from tests.hub.reports.invented import MADE, MONDAY, asked, facts, many, visit
from tests.hub.reports.reading import (
    csv_cells,
    csv_rows,
    html_text,
    pdf_pages,
    pdf_text,
    plain,
    printed,
    sheets,
    tables,
)

PROPOSALS = (
    "Mở thêm một quầy từ 08:30 đến 10:30 các ngày thứ Hai và thứ Sáu.",
    "Niêm yết thành phần hồ sơ của mười thủ tục nhiều nhất tại cửa.",
)
EVIL = ('=HYPERLINK("http://x";"y")', "+1", "-1+2", "@SUM(A1)", "\t=1", "<b>&amp;</b>")


@pytest.fixture(scope="module", name="report")
def made() -> Report:
    """Return a report of three weeks in which many came, and little is small."""
    city = City(people=6150, source="CV 12")
    return gather(many(1740), asked(proposals=PROPOSALS, city=city, until=15_000))


@pytest.fixture(scope="module", name="small")
def made_small() -> Report:
    """Return a report in which much is small."""
    return gather(many(40, 4), asked())


@pytest.mark.parametrize("which", ["report", "small"])
def test_every_form_says_every_cell(which: str, report: Report, small: Report) -> None:
    """A number on paper is the number on the screen, in the CSV and the workbook."""
    it = report if which == "report" else small
    lines = csv_cells(written(it, Form.CSV, MADE))
    pdf, html = (
        pdf_text(written(it, Form.PDF, MADE)),
        html_text(written(it, Form.HTML, MADE)),
    )

    for table, row, column, said in printed(it):
        assert lines[table, row, column] == said.partition(" (")[0]
        assert said in pdf, (table, row, column)
        assert said in html, (table, row, column)


def test_a_workbook_holds_real_numbers(report: Report) -> None:
    """What is counted can be added up: no text that looks like a number."""
    found = sheets(written(report, Form.XLSX, MADE))
    people = found["1 Số lượng người đến"]
    rows = {str(row[0]): row[1:] for row in people if row}
    busy = tables(report)["Theo dịch vụ"].rows

    for row in busy:
        count, share = row.cells
        assert isinstance(count, Number)
        assert isinstance(share, Number)
        assert rows[row.title] == [count.value, share.digits / 10_000]
    results = {str(row[0]): row[1:] for row in found["2 Kết quả triển khai"] if row}
    filed, n, whole = results[words.OWN_RATE[0]]
    assert round(n / whole, 4) == filed


def test_a_workbook_has_a_sheet_for_each_part(report: Report) -> None:
    """The head first, then people, results, difficulties, proposals, method."""
    assert [name[:2] for name in sheets(written(report, Form.XLSX, MADE))] == [
        *("Bá", "1 ", "2 ", "3 ", "4 ", "5 "),
    ]


def test_a_sheets_name_ends_with_a_word(report: Report) -> None:
    """A long title is cut between words, and stands whole at the top of its sheet."""
    title = "Số lượng người dân đến sử dụng dịch vụ"
    long = replace(report.parts[0], short="")
    it = replace(report, parts=(long, *report.parts[1:]))

    found = sheets(written(it, Form.XLSX, MADE))

    assert found["1 Số lượng người dân đến sử"][0] == [f"1 {title}"]


def test_an_internal_workbook_has_a_sheet_of_counters_and_steps() -> None:
    """How busy counters were is for the office: in no copy that is handed in."""
    name, told = "6 Quầy và hàng chờ", many(300)
    own = sheets(written(gather(told, asked(is_internal=True)), Form.XLSX, MADE))
    handed_in = sheets(written(gather(told, asked()), Form.XLSX, MADE))

    rows = {str(row[0]): row[1:] for row in own[name] if row}
    assert rows["Từ khi gọi tới khi bắt đầu"][:2] == [1.0, 1.0]
    assert rows["Chuyển quầy, dịch vụ"] == [0.0]
    assert rows["Bước: tài khoản"][-1] > 0
    assert name not in handed_in


def test_a_csv_is_what_excel_here_opens(report: Report) -> None:
    """UTF-8 with its mark, semicolons, one heading, as many fields in each line."""
    made = written(report, Form.CSV, MADE)

    assert made.startswith(b"\xef\xbb\xbf")
    rows = csv_rows(made)
    assert rows[0] == ["Phần", "Bảng", "Dòng", "Cột", "Giá trị", "Đơn vị"]
    assert {len(row) for row in rows} == {6}
    assert ["1.716", ""] in [row[4:] for row in rows]


@pytest.mark.parametrize("evil", EVIL)
def test_what_was_typed_is_never_worked_out(report: Report, evil: str) -> None:
    """A proposal that looks like a formula or markup is a text in every form."""
    it = gather(many(30), asked(proposals=(evil,)))
    words = evil.strip()

    assert not [
        field
        for row in csv_rows(written(it, Form.CSV, MADE))
        for field in row
        if field.startswith(("=", "+", "-", "@", "\t"))
    ]
    rows = sheets(written(it, Form.XLSX, MADE))["4 Đề xuất, kiến nghị"]
    assert [f"1. {evil}"] in rows
    assert words in pdf_text(written(it, Form.PDF, MADE))
    page = written(it, Form.HTML, MADE).decode()
    assert "<b>" not in page.partition("<ol>")[2].partition("</ol>")[0]


def test_a_pdf_is_two_pages_of_text(report: Report) -> None:
    """A usual report takes two sheets; its letters can be selected and searched."""
    made = written(report, Form.PDF, MADE)

    assert pdf_pages(made) == 2
    text = pdf_text(made)
    assert "Số lượng người dân đến sử dụng dịch vụ" in text
    assert "Trung tâm Phục vụ hành chính công" in text
    assert PROPOSALS[0] in text
    assert "1 / 2" in text
    assert "2 / 2" in text


def test_the_same_report_makes_the_same_file(report: Report) -> None:
    """A PDF can be compared by its bytes: nothing in it is drawn by chance."""
    assert written(report, Form.PDF, MADE) == written(report, Form.PDF, MADE)


def test_every_letter_of_vietnamese_is_on_paper(report: Report) -> None:
    """Twelve vowels in six tones, and đ: embedded, whatever the machine has."""
    letters = (
        "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    )
    it = replace(report, subtitle=f"{letters} {letters.upper()}")

    text = pdf_text(written(it, Form.PDF, MADE)).replace(" ", "")

    assert letters in text
    assert letters.upper() in text


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("told", [Facts(at=1), facts(visit(MONDAY, 1))])
def test_little_makes_a_report_too(form: Form, told: Facts) -> None:
    """An empty period and a single visit come out in every form."""
    assert written(gather(told, asked()), form, MADE)


@pytest.mark.parametrize("form", list(Form))
def test_a_strange_letter_does_no_harm(form: Form) -> None:
    """What the bundled letters lack is left out or drawn as a box, never a fault."""
    told = asked(proposals=("Tốt 👍 中文 → \u200b",) * 40)

    assert written(gather(many(30), told), form, MADE)


def test_json_has_numbers_with_points(report: Report) -> None:
    """For other programs: the same cells, without words to take apart."""
    said = plain(written(report, Form.JSON, MADE))
    first = said["parts"][0]["blocks"][0]["tiles"][0]

    assert first["value"] == {"kind": "number", "value": 1716.0, "unit": ""}
    assert said["basis"]["sha256"] == report.basis.sha256


def test_a_page_needs_nothing_else(report: Report) -> None:
    """The HTML file has its look and letters inside, and no script."""
    page = written(report, Form.HTML, MADE).decode()

    assert "<script" not in page
    assert "http://" not in page
    assert page.count("data:font/woff2;base64,") == 2


def test_a_file_is_called_by_office_and_period() -> None:
    """Whoever finds it knows whose and of when it is, and an internal one says so."""
    assert file_name("hk01", "2026-11", Form.PDF, is_internal=False) == (
        "bao-cao-hk01-2026-11.pdf"
    )
    assert file_name("hk01", "2026-11", Form.CSV, is_internal=True) == (
        "bao-cao-hk01-2026-11-noi-bo.csv"
    )
