"""All that a clerk needs is in sight and in reach; a locked desk shows none of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import settled
from tests.hub.web.consoles import Desk, a_browser, a_desk, desk_of_an_open_hub
from tests.hub.web.staffed_hub import CLERK, PINS, staffed_hub

pytestmark = pytest.mark.journey
CODE, NOTE = "H26.19-26", "Trang đang gõ dở"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One browser for all."""
    with a_browser() as page:
        yield page


@pytest.fixture
def desk(page: Page) -> Iterator[Desk]:
    """A console where somebody is being served."""
    with desk_of_an_open_hub(page, "AAAB") as desk:
        desk.serve()
        yield desk


def add(desk: Desk, sought: str) -> None:
    """Take a procedure in hand."""
    rows = desk.page.locator("#procs input")
    count = rows.count()
    desk.press("n")
    desk.page.fill("#sought", sought)
    desk.press("Enter")
    expect(rows).to_have_count(count + 1)


def file(desk: Desk, sought: str) -> None:
    """File a procedure without a code."""
    filed = desk.page.locator("#procs .filed")
    count = filed.count()
    add(desk, sought)
    desk.press("Enter")
    expect(filed).to_have_count(count + 1)
    desk.press("Escape")


def pay(desk: Desk, amount: str) -> None:
    """Record a fee."""
    desk.page.click("#add-payment")
    desk.page.fill("#amount", amount)
    desk.press("Enter")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)


def is_in_sight(desk: Desk, selector: str) -> bool:
    """Whether all of an element can be seen, with nothing before it."""
    return bool(
        desk.page.locator(selector).evaluate(
            """(one) => {
              const { left, top, right, bottom } = one.getBoundingClientRect();
              const corners = [[left + 3, top + 3], [right - 3, bottom - 3]];
              const isSeen = (at) => one.contains(document.elementFromPoint(...at));
              return corners.every(isSeen);
            }"""
        )
    )


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)])
def test_the_difficulties_stay_in_sight(desk: Desk, size: tuple[int, int]) -> None:
    """Two procedures, two payments and a consignment leave room for the rest."""
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    file(desk, "tam tru")
    file(desk, "can cuoc")
    pay(desk, "50.000")
    pay(desk, "1.000.000")
    expect(desk.page.locator("#procs .filed")).to_have_count(4)
    desk.page.select_option("#way", "post")
    desk.page.click("#keep-note")
    desk.says("noted", "Cổng dịch vụ công")
    settled(desk.page)
    for part in ("#visitor", "#procs", "#consignment", "#outcomes", "#note", "#noted"):
        assert is_in_sight(desk, part), part
    add(desk, "khai sinh")
    desk.press("Escape")
    settled(desk.page)
    for part in ("#outcomes", "#note", "#noted"):
        assert is_in_sight(desk, part), part
    assert desk.faults() == []
    desk.page.set_viewport_size({"width": 1280, "height": 800})


SIZES = [(1280, 800), (1024, 768)]
PLACES = ("#steps-title", "#steps li:first-child", "#skip", "#visitor", "#mode")
WORK = ("#add-procedure", "#add-payment", "#way", "#outcomes", "#note", "#noted")


def from_the_bottom(desk: Desk, selector: str) -> int:
    """How much of the list is still below what is seen of it, in pixels."""
    box = desk.page.locator(selector)
    return int(box.evaluate("(one) => Math.abs(Math.round(one.scrollTop))"))


@pytest.mark.parametrize("size", SIZES)
def test_only_the_list_of_what_was_filed_gives_way(
    desk: Desk, size: tuple[int, int]
) -> None:
    """However much is filed, and with a notice, all else stays where it is."""
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    for sought in ("tam tru", "can cuoc", "ket hon", "ho chieu"):
        file(desk, sought)
    pay(desk, "50.000")
    pay(desk, "1.000.000")
    expect(desk.page.locator("#procs .filed")).to_have_count(6)
    desk.page.select_option("#way", "post")
    desk.page.click("#keep-note")
    desk.says("noted", "Cổng dịch vụ công")
    add(desk, "khai sinh")
    desk.press("Escape", "Enter")
    desk.says("say-no", "kết quả")
    in_list = (".hand input", ".hand .bare", ".filed:nth-child(6) .back")
    settled(desk.page)
    for part in (*PLACES, *WORK, "#consignment", *in_list, "#say-no", "#keys"):
        assert is_in_sight(desk, part), part
    list_of_all = desk.page.locator(".list")
    assert list_of_all.evaluate("(one) => one.scrollHeight > one.clientHeight")
    assert from_the_bottom(desk, ".list") <= 1
    work = desk.page.locator("#work")
    assert work.evaluate("(one) => one.scrollHeight <= one.clientHeight")
    assert desk.faults() == []
    desk.page.set_viewport_size({"width": 1280, "height": 800})


def test_the_buttons_of_what_is_unsent_stand_apart(desk: Desk) -> None:
    """Eight pixels lie between two rows, and giving up looks unlike sending."""
    for n in range(2):
        if n:
            desk.serve()
        add(desk, "tam tru")
        desk.page.locator("#procs input").fill(f"{CODE}-{n}")
        desk.press("Escape")
        desk.post("counters/2/finish")
        desk.is_in("idle")
    rows = desk.page.locator("#keep p")
    expect(rows).to_have_count(2)
    settled(desk.page)
    boxes = [rows.nth(n).locator(".btn").last.bounding_box() for n in range(2)]
    first, second = boxes
    assert first is not None
    assert second is not None
    assert second["y"] - first["y"] - first["height"] >= 8
    color = "(one) => getComputedStyle(one).color"
    send, give_up = (rows.first.locator(".btn").nth(n) for n in range(2))
    assert send.evaluate(color) != give_up.evaluate(color)
    assert desk.faults() == []


def test_f6_goes_from_part_to_part(desk: Desk) -> None:
    """Money is three presses away and the way one Tab more, also out of a field."""
    focused = desk.page.locator(":focus")
    desk.press("F6")
    expect(focused).to_contain_text("Tư vấn")
    for stop in ("visitor", "add-payment"):
        desk.press("F6")
        expect(focused).to_have_id(stop)
    desk.press("Tab")
    expect(focused).to_have_id("way")
    desk.press("F6")
    expect(focused).to_have_value("submitted")
    desk.press("F6", "Tab")
    expect(focused).to_have_id("note")
    desk.press("F6")
    expect(focused).to_have_id("issue")
    desk.press("F6")
    expect(focused).to_contain_text("Tư vấn")
    desk.press("Shift+F6", "Shift+F6")
    expect(focused).to_have_id("note-kind")
    desk.says("outcome", "F6 sang phần kế")


def test_one_esc_leaves_the_question_for_a_procedure(desk: Desk) -> None:
    """Also after something was typed, as its button says."""
    desk.press("n")
    desk.page.keyboard.type("tam")
    desk.press("Escape")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)


@pytest.fixture
def signed_in(page: Page, tmp_path: Path) -> Iterator[Desk]:
    """A console of a clerk who has signed in and is serving somebody."""
    with staffed_hub(tmp_path, demo=True) as house:
        client = house.client
        client.post("/api/v1/tickets", {"service": "A"})
        name, _, value = house.sign_in(CLERK)["Cookie"].partition("=")
        cookie = {"name": name, "value": value, "url": house.web.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        with a_desk(page, house.web.url, client) as desk:
            desk.is_in("closed")
            expect(desk.page.locator("#lock")).to_be_visible()
            desk.press("o")
            desk.is_in("idle")
            desk.serve()
            yield desk
    page.context.clear_cookies()


def test_a_locked_desk_shows_nothing_of_the_session(signed_in: Desk) -> None:
    """Half-typed code and note are not seen nor read out until the PIN is given."""
    desk, page = signed_in, signed_in.page
    add(desk, "tam tru")
    page.locator("#procs input").fill(CODE)
    desk.press("Escape", "k")
    page.keyboard.type(NOTE)
    page.evaluate("document.getElementById('lock').click()")
    expect(page.locator("dialog.lock")).to_be_visible()
    settled(desk.page)
    for part in ("#procs", "#note", "#outcomes", "#queue", "#what", "#keys", "#why"):
        expect(page.locator(part)).to_be_hidden()
    settled(desk.page)
    for part in ("h1", "#ticket"):
        expect(page.locator(part)).to_be_visible()
    heard = page.locator("body").aria_snapshot()
    assert CODE not in heard
    assert NOTE not in heard
    page.locator("#pin").fill(PINS[CLERK])
    desk.press("Enter")
    expect(page.locator("dialog.lock")).to_have_count(0)
    expect(page.locator("#note")).to_be_focused()
    expect(page.locator("#note")).to_have_value(NOTE)
    expect(page.locator("#procs input")).to_have_value(CODE)
