"""What an undo takes back is said at the console, whoever pressed, in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.ids import new_id
from events.replies import Accepted
from events.visit import Undo, UndoReason
from tests.hub.asking import ask
from tests.hub.web.consoles import Desk, a_browser, a_desk, desk_of_an_open_hub
from tests.hub.web.http_client import Client
from tests.hub.web.open_hub import open_hub

pytestmark = pytest.mark.journey
WRONG_KEY = {"reason": "wrong-key"}


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One browser for all."""
    with a_browser() as page:
        yield page


@pytest.fixture
def desk(page: Page) -> Iterator[Desk]:
    """A console of counter 2 with people waiting; counter 1 is open too."""
    with desk_of_an_open_hub(page, "AAAA") as desk:
        desk.post("counters/1/open")
        yield desk


def test_a_take_over_that_is_undone_is_told_no_more(desk: Desk) -> None:
    """The visit is back where it was: nothing there says that another has it."""
    ticket = desk.serve()
    session = desk.known["session"]["session"]
    desk.post("counters/1/take-over", {"session": session, "from_counter": "2"})
    desk.is_in("idle")
    desk.says("say-told", f"{ticket} đã được quầy 1 nhận tiếp")
    desk.post("counters/1/undo", WRONG_KEY)
    desk.is_in("serving")
    expect(desk.page.locator("#say-told")).to_be_hidden()
    desk.says("say-note", f"{ticket} đã trở lại quầy này")


def take_over(desk: Desk) -> None:
    """Go on here with what goes on at counter 1."""
    button = desk.page.locator("#take-over")
    expect(button).to_have_attribute("aria-disabled", "false")
    button.click()
    desk.press("1")
    desk.is_in("serving")


def test_nobody_is_told_that_another_has_their_own_visitor(desk: Desk) -> None:
    """Taken over, undone and taken over again: no banner on the way, nor at its end."""
    desk.post("counters/1/call-next")
    desk.post("counters/1/start")
    take_over(desk)
    desk.press("z")
    desk.is_in("idle")
    desk.says("say-note", "A001 trở lại quầy 1")
    expect(desk.page.locator("#say-told")).to_be_hidden()
    take_over(desk)
    expect(desk.page.locator("#say-told")).to_be_hidden()


def test_what_was_corrected_counts_when_the_end_is_undone(desk: Desk) -> None:
    """The session is open again with the outcome that was said last."""
    desk.serve()
    desk.page.check("input[value=tracked]")
    desk.press("Enter")
    desk.is_in("idle")
    desk.page.get_by_role("button", name="Sửa kết quả").click()
    desk.press("2")
    desk.says("calm", "chỉ tư vấn")
    desk.press("z")
    desk.is_in("serving")
    expect(desk.page.locator("input[value=advised-only]")).to_be_checked()
    desk.press("Enter")
    desk.is_in("idle")
    assert desk.known["last"]["outcome"] == "advised-only"


def undo_on_the_box(core: Any) -> None:
    """Press *call again* twice on the box of counter 2, as it were."""
    revision = core.board.state.day.counters["2"].revision
    press = Undo(counter="2", reason=UndoReason.WRONG_KEY, revision=revision)
    office = core.board.state.day.office
    said = ask(
        core.office, press, id=new_id(), source=f"/office/{office}/device/counter-2"
    )
    assert isinstance(said, Accepted), said


@pytest.fixture
def boxed(page: Page) -> Iterator[tuple[Desk, Callable[[], None]]]:
    """A console with somebody called, and the undo of its counter's box."""
    with open_hub() as (core, web):
        client = Client(web.port)
        client.post("/api/v1/day/open", {})
        client.post("/api/v1/tickets", {"service": "A"})
        with a_desk(page, web.url, client) as desk:
            desk.is_in("closed")
            desk.press("o")
            desk.is_in("idle")
            desk.press_until("called", "Space")
            yield desk, lambda: undo_on_the_box(core)


def test_an_undo_on_the_box_is_told_at_the_console(
    boxed: tuple[Desk, Callable[[], None]],
) -> None:
    """The number goes, and both the bar and the row above the keys say why."""
    desk, undo = boxed
    undo()
    desk.is_in("idle")
    expect(desk.page.locator("#from-box")).to_have_text("từ hộp phím: hoàn tác gọi số")
    desk.says("say-note", "Đã hoàn tác: gọi số")
    expect(desk.page.locator("#from-box")).to_be_hidden(timeout=5_000)
