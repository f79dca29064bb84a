"""The phiếu hỗ trợ as Chromium prints it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import a_page, settled
from tests.hub.web.printing import codes, plain, printed, words
from tests.hub.web.slips import CODE, OTHER, slip_office

pytestmark = pytest.mark.journey
APPOINTMENT = "30/11/2026 08:00"
PHONES = "024 3825 1234, 1900 0000"


@contextmanager
def slip(name: str = "full", **window: int) -> Iterator[Page]:
    """Open a slip in a browser."""
    with slip_office() as office:
        address = f"{office.url}/counter/2/slip/{name}"
        with a_page(address, **{"width": 1280, "height": 800, **window}) as page:
            yield page


@pytest.mark.parametrize("width", ["80mm", "58mm"])
def test_thermal_paper_holds_the_slip(tmp_path: Path, width: str) -> None:
    """One strip, nothing beyond its edges, and both codes can be read from it."""
    with slip() as page:
        (strip,) = printed(page, tmp_path / "slip.pdf", width, "297mm")

    assert codes(strip) == {CODE, OTHER}
    assert strip[:, :4].min() == 255
    assert strip[:, -4:].min() == 255


@pytest.mark.parametrize("paper", [("148mm", "210mm"), ("210mm", "297mm")])
def test_office_paper_holds_it_too(tmp_path: Path, paper: tuple[str, str]) -> None:
    """A5 and A4 take two procedures on one sheet, with a margin all around."""
    with slip() as page:
        (sheet,) = printed(page, tmp_path / "slip.pdf", *paper)

    assert codes(sheet) == {CODE, OTHER}
    assert sheet[:40].min() == sheet[:, :40].min() == 255


def test_what_the_clerk_types_is_printed_and_the_tools_are_not(tmp_path: Path) -> None:
    """Date and telephone typed before printing are on paper; the button is not."""
    with slip() as page:
        empty = printed(page, tmp_path / "empty.pdf", "80mm", "297mm")
        page.get_by_label("Ngày hẹn trả kết quả").first.fill("29/11/2026")
        filled = printed(page, tmp_path / "filled.pdf", "80mm", "297mm")
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="In phiếu")).to_be_hidden()

    assert (filled[0] < 128).sum() > (empty[0] < 128).sum() + 300


@pytest.mark.parametrize("width", ["80mm", "58mm"])
def test_a_full_field_is_printed_whole(tmp_path: Path, width: str) -> None:
    """As much as fits into the fields stands on the narrowest paper, wrapped."""
    with slip() as page:
        page.get_by_label("Ngày hẹn trả kết quả").first.fill(APPOINTMENT)
        page.get_by_label("Điện thoại hỗ trợ").fill(PHONES)
        said = words(page, tmp_path / "slip.pdf", width, "297mm")

    assert plain(APPOINTMENT) in said
    assert plain(PHONES) in said


def test_a_field_in_hand_prints_like_any_other(tmp_path: Path) -> None:
    """No frame and no caret of the field that has the focus is on paper."""
    with slip() as page:
        field = page.get_by_label("Ngày hẹn trả kết quả").first
        field.fill("29/11/2026")
        focused = printed(page, tmp_path / "focused.pdf", "80mm", "297mm")
        field.blur()
        left = printed(page, tmp_path / "left.pdf", "80mm", "297mm")

    assert (focused[0] == left[0]).all()


WRONG = "Ngày hẹn viết theo ngày/tháng/năm"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1900 1234", WRONG),
        ("31/11/2026", WRONG),
        ("30/11/2026 25:00", WRONG),
        ("21/11/2026", "Ngày hẹn phải từ hôm nay (22/11/2026) trở đi."),
    ],
)
def test_what_is_no_appointment_is_not_printed(
    tmp_path: Path, typed: str, said: str
) -> None:
    """The clerk reads why; past that the line stays empty, to be written by hand."""
    with slip() as page:
        page.evaluate("() => { window.print = () => { document.title = 'printing' } }")
        field = page.get_by_label("Ngày hẹn trả kết quả").first
        field.fill(typed)
        page.get_by_role("button", name="In phiếu").click()
        expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()
        expect(field).to_be_focused()
        expect(page).not_to_have_title("printing")
        on_paper = words(page, tmp_path / "slip.pdf", "80mm", "297mm")
        field.fill("22/11/2026")
        expect(page.get_by_role("alert").filter(has_text=said)).to_be_hidden()
        page.get_by_role("button", name="In phiếu").click()
        expect(page).to_have_title("printing")

    assert plain(typed) not in on_paper
    assert plain("viết theo") not in on_paper


@pytest.mark.parametrize("typed", ["5.1.2027", "05-01-2027", "05012027"])
def test_a_date_is_printed_in_one_way(tmp_path: Path, typed: str) -> None:
    """However it is typed, it stands on paper as dd/mm/yyyy."""
    with slip() as page:
        page.get_by_label("Ngày hẹn trả kết quả").first.fill(typed)
        assert "05/01/2027" in words(page, tmp_path / "slip.pdf", "80mm", "297mm")


@pytest.mark.parametrize("width", [302, 219])
def test_a_code_stays_on_one_line(width: int) -> None:
    """On paper of 80 and 58 mm a code is one line, and not beyond the edge."""
    with slip(width=width, height=1100) as page:
        page.emulate_media(media="print")
        for code in page.locator(".code").all():
            box = code.bounding_box()
            assert box is not None
            assert box["height"] < 24
            assert box["x"] + box["width"] <= width
        assert page.locator("#print").is_hidden()


def test_every_label_is_in_both_languages() -> None:
    """Whoever reads no Vietnamese finds the same small words beside each label."""
    with slip() as page:
        labels = page.locator("dt, label > span:first-child")
        assert labels.count() >= 12
        for label in labels.all():
            expect(label.locator("[lang=en]")).not_to_be_empty()


def test_it_prints_on_a_press_and_never_by_itself() -> None:
    """The dialogue of the browser opens with the button only."""
    with slip() as page:
        page.evaluate("() => { window.print = () => { document.title = 'printing' } }")
        expect(page).not_to_have_title("printing")
        page.get_by_role("button", name="In phiếu").click()
        expect(page).to_have_title("printing")


@pytest.mark.parametrize("width", [320, 768])
def test_it_fits_small_windows(width: int) -> None:
    """Nothing has to be scrolled sideways, even on a telephone."""
    with slip(width=width, height=800) as page:
        wide = settled(page).evaluate("document.documentElement.scrollWidth")

    assert wide <= width
