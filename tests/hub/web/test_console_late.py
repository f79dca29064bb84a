"""What a clerk entered outlives the visit, the line, the vault and the sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, Route, expect

from hub.application.clock import SteadyClock
from hub.application.vault_desk import VaultDesk
from hub.bootstrap import Core
from hub.store.vault.memory import MemoryVault
from tests.cable import Cable
from tests.chromium import intercept
from tests.hub.rig import wait_until
from tests.hub.web.consoles import Desk, a_browser, a_desk
from tests.hub.web.http_client import Client
from tests.hub.web.open_hub import open_hub
from tests.hub.web.staffed_hub import CLERK, OTHER, PINS, staffed_hub

pytestmark = pytest.mark.journey

CODE = "H26.19-261122-0042"
ENTRIES = "**/api/v1/sessions/**"
VAULT = "**/api/v1/vault"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One browser for all."""
    with a_browser() as page:
        yield page


class Office(NamedTuple):
    """A console, the rules behind it and the vault beside them."""

    desk: Desk
    core: Core
    store: MemoryVault
    cable: Cable

    def codes(self, session: str) -> list[str | None]:
        """Return the codes of what a session says was filed."""
        held = self.core.board.state.sessions.get(session)
        assert held is not None
        refs = [filed.dossier_ref for filed in held.submissions]
        return [ref and self.store.reveal(ref, "dossier-code") for ref in refs]

    def has_code(self, session: str) -> bool:
        """Wait until the code is in the session."""
        wait_until(lambda: self.codes(session) == [CODE])
        return True


@pytest.fixture
def office(page: Page) -> Iterator[Office]:
    """A console of an open counter with three people waiting."""
    store = MemoryVault()
    vault = VaultDesk(store, SteadyClock())
    with open_hub(vault=vault) as (core, web):
        client = Client(web.port)
        client.post("/api/v1/day/open", {})
        for _ in range(3):
            client.post("/api/v1/tickets", {"service": "A"})
        cable = Cable(web.port)
        with a_desk(page, cable.url.replace("mqtt", "http"), client) as desk:
            desk.is_in("closed")
            desk.press("o")
            desk.is_in("idle")
            yield Office(desk, core, store, cable)
        cable.remove()
    vault.stop()


@pytest.fixture
def desk(office: Office) -> Desk:
    """Its console."""
    return office.desk


@contextmanager
def frozen(page: Page) -> Iterator[None]:
    """Nothing that this page sends arrives; what it hears goes on."""
    for each in (ENTRIES, VAULT):
        intercept(page, each, lambda route: route.abort())
    yield
    for each in (ENTRIES, VAULT):
        page.unroute(each)


def type_code(desk: Desk) -> None:
    """Choose a procedure and type its code, no more."""
    desk.press("n", "Enter")
    expect(desk.page.locator("#procs .hand input")).to_be_focused()
    desk.page.keyboard.type(CODE)


def session_of(desk: Desk) -> str:
    """The session in hand."""
    return str(desk.known["session"]["session"])


def finish_at_the_box(desk: Desk) -> None:
    """End the visit by another hand, as the box does."""
    desk.post("counters/2/finish")
    desk.is_in("idle")


def test_what_was_entered_without_the_line_outlives_the_visit(office: Office) -> None:
    """Filing, code, payment, return and outcome get through when the line is back."""
    desk = office.desk
    ticket = desk.serve()
    session = session_of(desk)
    office.cable.flows.clear()
    type_code(desk)
    desk.press("Enter")
    desk.says("procs", "mã chờ cất")
    desk.page.click("#add-payment")
    desk.page.fill("#amount", "50.000")
    desk.press("Enter")
    desk.page.select_option("#way", "pick-up")
    desk.page.check("input[value=submitted]")
    desk.press("Escape", "2", "Enter")
    desk.post("counters/2/finish")
    expect(desk.page.locator("#say-cut")).to_be_hidden()
    office.cable.flows.set()
    desk.is_in("idle")
    desk.says("keep", f"Chưa ghi được cho {ticket}: Bước Tư vấn")
    desk.says("calm", f"Số vừa xong: {ticket}, đã nộp trực tuyến")
    assert desk.known["last"]["outcome"] == "submitted"
    assert office.has_code(session)
    held = office.core.board.state.sessions.get(session)
    assert held is not None
    assert [paid.amount_vnd for paid in held.payments] == [50_000]
    assert held.way == "pick-up"
    desk.page.get_by_role("button", name="Bỏ: Bước Tư vấn").click()
    expect(desk.page.locator("#keep")).to_be_hidden()
    assert CODE not in desk.kept()


def test_a_code_that_was_only_typed_is_filed_afterwards(office: Office) -> None:
    """The strip files it for the visit that is over; also typed anew after a reload."""
    desk = office.desk
    for is_reloaded in (False, True):
        ticket = desk.serve()
        session = session_of(desk)
        type_code(desk)
        finish_at_the_box(desk)
        desk.press("Escape")
        if is_reloaded:
            desk.page.reload()
            desk.is_in("idle")
        desk.says("keep", f"Chưa gửi của {ticket}: Mã hồ sơ")
        desk.page.get_by_role("button", name="Ghi đã nộp").click()
        field = desk.page.locator("#late-code")
        expect(field).to_have_value("" if is_reloaded else CODE)
        field.fill(CODE)
        desk.press("Enter")
        desk.says("say-note", f"Đã ghi cho {ticket}")
        expect(desk.page.locator("#keep")).to_be_hidden()
        assert office.has_code(session)


def test_a_procedure_is_added_to_a_visit_that_is_over(office: Office) -> None:
    """Where its outcome is filled in or put right, with its code."""
    desk = office.desk
    desk.serve()
    session = session_of(desk)
    finish_at_the_box(desk)
    desk.page.get_by_role("button", name="Thêm thủ tục đã nộp").click()
    desk.press("Enter")
    desk.page.fill("#late-code", CODE)
    desk.press("Enter")
    desk.says("say-note", "Đã ghi cho A001")
    assert office.has_code(session)
    desk.page.get_by_role("button", name="Đã tra cứu").click()
    desk.page.get_by_role("button", name="Sửa kết quả").click()
    desk.press("n")
    expect(desk.page.locator("#sought")).to_be_focused()


def test_an_outcome_that_was_chosen_is_offered(desk: Desk) -> None:
    """The box ends the visit without one: the one on the page is a press away."""
    ticket = desk.serve()
    desk.page.check("input[value=tracked]")
    finish_at_the_box(desk)
    desk.says("keep", f"Chưa gửi của {ticket}: Kết quả “Đã tra cứu”")
    desk.page.get_by_role("button", name="Ghi kết quả").first.click()
    desk.says("calm", f"Số vừa xong: {ticket}, đã tra cứu")
    expect(desk.page.locator("#keep")).to_be_hidden()


def test_a_vault_that_fails_loses_nothing(office: Office) -> None:
    """The code waits, the visit ends, and the filing follows when the vault is back."""
    desk = office.desk
    ticket = desk.serve()
    session = session_of(desk)
    office.store.is_broken = True
    type_code(desk)
    desk.press("Enter")
    desk.says("say-told", "Chưa cất được mã, ghi chú")
    desk.says("keep", f"Chờ cất mã, ghi chú của {ticket}")
    desk.step(2)
    desk.page.check("input[value=submitted]")
    desk.press("Enter")
    desk.is_in("idle")
    assert CODE not in desk.kept()
    office.store.is_broken = False
    expect(desk.page.locator("#keep")).to_be_hidden(timeout=15_000)
    expect(desk.page.locator("#say-told")).to_be_hidden(timeout=1_000)
    assert office.has_code(session)


def test_a_fault_of_the_hub_is_asked_again(desk: Desk) -> None:
    """500 and 503 drop nothing: the same thing goes again by its id."""
    answers = iter((500, 503, 500))

    def fail(route: Route) -> None:
        status = next(answers, None)
        if status is None:
            route.continue_()
            return
        body = '{"refusal": "internal", "text": {"vi": "Lỗi", "en": "A fault"}}'
        route.fulfill(status=status, content_type="application/json", body=body)

    desk.serve()
    intercept(desk.page, "**/payment", fail)
    desk.page.click("#add-payment")
    desk.page.fill("#amount", "50.000")
    desk.press("Enter")
    desk.says("procs", "Chờ gửi")
    desk.says("procs", "Đã trả")
    expect(desk.page.locator("#say-no")).to_be_hidden()
    assert len(desk.known["session"]["payments"]) == 1
    desk.page.unroute("**/payment")


def test_another_tab_drops_nothing_of_this_one(desk: Desk) -> None:
    """The visit ends in a second tab: code and note of the first are in its strip."""
    ticket = desk.serve()
    type_code(desk)
    desk.page.fill("#note", "Trang tải chậm")
    with desk.page.expect_popup() as opened:
        desk.page.evaluate("void window.open(location.href)")
    other = opened.value
    second = Desk(other, desk.client)
    second.is_in("serving")
    other.check("input[value=tracked]")
    second.press("Enter")
    second.says("say-no", "Còn nội dung chưa lưu")
    second.press("Enter")
    second.is_in("idle")
    desk.is_in("idle")
    desk.says("keep", f"Chưa gửi của {ticket}: Mã hồ sơ “{CODE}”")
    desk.says("keep", "Trang tải chậm")
    other.close()


def sign_in(desk: Desk, clerk: str) -> None:
    """Sign in at the covered page."""
    expect(desk.page.locator("dialog.lock")).to_be_visible()
    desk.page.fill("#clerk", clerk)
    desk.page.fill("#pin", PINS[clerk])
    desk.press("Enter")
    expect(desk.page.locator("dialog.lock")).to_have_count(0)


def test_what_one_clerk_entered_goes_under_no_other_name(
    page: Page, tmp_path: Path
) -> None:
    """It is named to whoever signs in next, and sent only if that one says so."""
    with staffed_hub(tmp_path, demo=True) as house:
        house.client.post("/api/v1/tickets", {"service": "A"})
        name, _, value = house.sign_in(CLERK)["Cookie"].partition("=")
        cookie = {"name": name, "value": value, "url": house.web.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict
        with a_desk(page, house.web.url, house.client) as desk:
            desk.is_in("closed")
            desk.press("o")
            desk.is_in("idle")
            ticket = desk.serve()
            with frozen(page):
                page.click("#add-payment")
                page.fill("#amount", "50.000")
                desk.press("Enter")
                desk.says("procs", "Chờ gửi")
                page.click("#lock")
                sign_in(desk, OTHER)
            desk.says("keep", f"{CLERK} chưa gửi cho {ticket}: Phí, lệ phí 50.000")
            desk.step(2)
            assert desk.known["session"]["payments"] == []
            page.get_by_role("button", name=f"Gửi dưới tên {OTHER}").click()
            expect(page.locator("#keep")).to_be_hidden()
            wait_until(lambda: len(desk.known["session"]["payments"]) == 1)
    page.context.clear_cookies()
