"""Who types at the console goes on typing, whatever happens, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.hub.rig import wait_until
from tests.hub.web.consoles import Desk, a_browser, desk_of_an_open_hub

pytestmark = pytest.mark.journey

CODE = ("H26.19", ".G1-261122-0042")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One browser for all."""
    with a_browser() as page:
        yield page


@pytest.fixture
def desk(page: Page) -> Iterator[Desk]:
    """A console of an open counter with three people waiting."""
    with desk_of_an_open_hub(page, "AAA") as desk:
        yield desk


def begin_procedure(desk: Desk) -> None:
    """Choose the first procedure of the list."""
    desk.press("n", "Enter")
    expect(desk.page.locator("#procs .hand input")).to_be_focused()


def much_happens(desk: Desk) -> None:
    """Tickets, a step, money, a filing, a difficulty, and another counter's acts."""
    here = desk.known["session"]
    session = f"sessions/{here['session']}"
    done, waiting = len(here["steps"]), desk.known["waiting"]
    step = ("advice", "account", "prepare", "scan", "submit", "pay")[done]
    desk.post("tickets", {"service": "A"})
    desk.post(f"{session}/step", {"step": step})
    catalogue = desk.client.get("/api/v1/catalogue").json["procedures"]
    filed = {"procedure": catalogue[0]["id"], "level": catalogue[0]["level"]}
    desk.post(f"{session}/submission", filed)
    paid = {"kind": "state-fee", "amount_vnd": 10_000, "is_online": True}
    desk.post(f"{session}/payment", paid)
    desk.post(f"{session}/difficulty", {"kind": "network"})
    expect(desk.page.locator("#queue li")).to_have_count(waiting + 1)
    rows = desk.page.locator("#steps li:is(.done, .skip)")
    expect(rows).to_have_count(done + 1)
    expect(desk.page.locator("#procs .filed")).to_have_count((done + 1) * 2)


def type_in_halves(desk: Desk, field: str, first: str, second: str) -> None:
    """Type into the field that has the focus, with much between the halves."""
    desk.page.keyboard.type(first)
    much_happens(desk)
    expect(desk.page.locator(field)).to_be_focused()
    desk.page.keyboard.type(second)
    expect(desk.page.locator(field)).to_have_value(first + second)


def test_every_field_is_typed_in_while_states_arrive(desk: Desk) -> None:
    """Code, note, consignment, search and amount keep focus and first half."""
    desk.serve()
    begin_procedure(desk)
    type_in_halves(desk, "#procs .hand input", *CODE)
    desk.press("Escape", "k")
    type_in_halves(desk, "#note", "Trang tải g", "1 chậm Enter")
    desk.press("Escape")
    desk.page.select_option("#way", "post")
    desk.page.click("#consignment")
    type_in_halves(desk, "#consignment", "EB1234", "56789VN")
    desk.press("Escape", "n")
    type_in_halves(desk, "#sought", "tam", " tru")
    desk.press("Escape")
    desk.page.click("#add-payment")
    type_in_halves(desk, "#amount", "50", ".000")
    desk.press("Escape")
    desk.page.click("#issue")
    desk.page.check("#with-priority")
    much_happens(desk)
    expect(desk.page.locator("#with-priority")).to_be_checked()
    desk.press("Escape")
    field = desk.page.locator("#procs .hand input")
    expect(field).to_have_value("".join(CODE))
    assert desk.known["state"] == "serving"
    assert len(desk.known["session"]["steps"]) == 6


def test_the_list_of_ways_is_left_alone_while_it_is_used(desk: Desk) -> None:
    """Arrows pass over lines; the one at which the list is left is recorded, once."""
    desk.serve()
    desk.page.focus("#way")
    desk.press("ArrowDown", "ArrowDown")
    much_happens(desk)
    expect(desk.page.locator("#way")).to_have_value("pick-up")
    assert desk.known["session"]["way"] is None
    desk.press("Tab")
    wait_until(lambda: desk.known["session"]["way"] == "pick-up")
    desk.page.focus("#visitor")
    desk.press("ArrowDown", "ArrowDown")
    expect(desk.page.locator("#visitor")).to_have_value("household-business")
    assert desk.known["session"]["visitor"] == "citizen"
    desk.press("Tab")
    wait_until(lambda: desk.known["session"]["visitor"] == "household-business")
    desk.page.focus("#way")
    desk.press("ArrowDown")
    session = desk.known["session"]["session"]
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.says("say-note", "Ghi cho A001")
    assert session == desk.known["last"]["session"]


def test_a_stored_consignment_is_not_lost_by_arrows(desk: Desk) -> None:
    """Down and up again keeps the number; another way asks before it drops it."""
    desk.serve()
    desk.page.select_option("#way", "post")
    desk.page.fill("#consignment", "EB123456789VN")
    desk.page.press("#consignment", "Enter")
    stored = desk.page.get_by_placeholder("Mã bưu gửi đã cất")
    expect(stored).to_be_visible()
    desk.page.focus("#way")
    desk.press("ArrowDown", "ArrowUp", "Tab")
    expect(stored).to_be_visible()
    assert desk.known["session"]["has_consignment"] is True
    desk.page.select_option("#way", "pick-up")
    asked = desk.page.locator("dialog[open]")
    expect(asked).to_contain_text("Mã bưu gửi đã cất sẽ bị bỏ")
    desk.press("Escape")
    expect(desk.page.locator("#way")).to_have_value("post")
    assert desk.known["session"]["has_consignment"] is True
    desk.page.select_option("#way", "pick-up")
    desk.press("1")
    expect(stored).to_be_hidden()
    wait_until(lambda: desk.known["session"]["way"] == "pick-up")


def test_a_field_that_goes_takes_its_keys_with_it(desk: Desk) -> None:
    """The box ends the visit: what is typed on acts on nobody, and it is said."""
    ticket = desk.serve()
    desk.press("k")
    desk.page.keyboard.type("Trang tải")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.page.keyboard.type(" chậm p1")
    desk.says("say-held", "Ô đang gõ vừa đóng")
    assert desk.known["state"] == "idle"
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    desk.says("keep", f"Chưa gửi của {ticket}: Ghi chú “Trang tải”")
    desk.press("Escape")
    desk.press_until("called", "Space")


def test_an_answer_belongs_to_whoever_was_asked_about(desk: Desk) -> None:
    """A question that outlives its visit changes nothing for the next visitor."""
    ticket = desk.serve()
    desk.page.click("#add-payment")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.page.fill("#amount", "20.000")
    desk.press("Enter")
    desk.says("say-note", f"Ghi cho {ticket}")
    desk.press("Escape")
    other = desk.serve()
    desk.press("g")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.post("counters/2/call-next")
    desk.is_in("called")
    desk.press("1")
    desk.says("say-no", f"{other} không còn ở quầy này")
    assert desk.known["state"] == "called"
    assert desk.known["kept_here"] == []


def test_a_code_is_as_long_as_the_hub_takes(desk: Desk) -> None:
    """Forty signs and no more, said beside the field; there is room for 27."""
    desk.serve()
    begin_procedure(desk)
    field = desk.page.locator("#procs .hand input")
    desk.page.keyboard.type("000.00.19.H26-261122-000042")
    assert field.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    desk.page.keyboard.type("9" * 20)
    assert len(field.input_value()) == 40
    desk.says("procs", "Mã dài nhất 40 ký tự")
    desk.page.select_option("#way", "post")
    desk.page.click("#consignment")
    desk.page.keyboard.type("E" * 50)
    assert len(desk.page.input_value("#consignment")) == 40
    desk.says("consignment-says", "Mã dài nhất 40 ký tự")


def test_nothing_paid_is_no_payment(desk: Desk) -> None:
    """Zero dong is refused in the page with a sentence."""
    desk.serve()
    desk.page.click("#add-payment")
    for nothing in ("0", "..", "0.000"):
        desk.page.fill("#amount", nothing)
        desk.press("Enter")
        desk.says("amount-says", "Số tiền phải lớn hơn 0 đồng")
    desk.press("Escape")
    assert desk.known["session"]["payments"] == []


def test_filed_online_without_a_procedure_is_asked_about(desk: Desk) -> None:
    """The first Enter asks for the procedure, the second means it."""
    desk.serve()
    desk.page.check("input[value=submitted]")
    desk.press("Enter")
    desk.says("say-no", "Chưa ghi thủ tục nào đã nộp")
    assert desk.known["state"] == "serving"
    desk.press("Enter")
    desk.is_in("idle")
