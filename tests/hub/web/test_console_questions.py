"""An open question at the console has the keys, wherever the focus is, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.hub.web.consoles import Desk, a_browser, desk_of_an_open_hub

pytestmark = pytest.mark.journey

# The answer to a finished session reaches the page when the test lets it go.
HELD_ANSWER = """
  const ask = window.fetch;
  const free = new Promise((go) => (window.letGo = go));
  window.fetch = async (path, how) => {
    const answer = await ask(path, how);
    if (!String(path).endsWith("/complete")) return answer;
    const body = await answer.text();
    await free;
    return new Response(body, { status: answer.status });
  };
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One browser for all."""
    with a_browser() as page:
        yield page


@pytest.fixture
def desk(page: Page) -> Iterator[Desk]:
    """A console of an open counter with three people waiting."""
    with desk_of_an_open_hub(page) as desk:
        yield desk


def test_a_late_answer_leaves_a_question_its_keys(desk: Desk) -> None:
    """The state may be seen before the answer; a question asked meanwhile stays."""
    desk.serve()
    desk.page.check("input[value=tracked]")
    desk.page.evaluate(HELD_ANSWER)
    desk.press("Enter")
    desk.is_in("idle")
    desk.press("p")
    expect(desk.page.locator("dialog button:focus")).to_have_count(1)
    desk.page.evaluate("window.letGo()")
    expect(desk.page.locator("#keys .pressed")).to_have_count(0)
    desk.press("1")
    desk.is_in("paused")


def press_beside(desk: Desk) -> None:
    """Press beside the choices, in a browser that then gives the focus to nothing."""
    expect(desk.page.locator("dialog[open]")).to_be_visible()
    desk.page.mouse.click(8, 8)
    # Chromium gives it to the question.
    desk.page.evaluate("document.activeElement.blur()")


def test_a_press_beside_the_choices_loses_no_key(desk: Desk) -> None:
    """Space calls nobody behind a question, and a digit still answers it."""
    desk.press("p")
    press_beside(desk)
    desk.press("Space")
    desk.press("3")
    desk.is_in("paused")
    assert desk.known["visit"] is None
    desk.press("p")
    desk.is_in("idle")


def test_a_number_is_taken_by_its_letter_after_a_press_beside(desk: Desk) -> None:
    """The letter of a service counts as the digits do, and only once."""
    desk.page.click("#issue")
    press_beside(desk)
    desk.press("b")
    expect(desk.page.locator("dialog .taken")).to_have_text("B002")
    desk.press("b", "Escape")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    assert desk.post("tickets", {"service": "B"})["ticket"] == "B003"
