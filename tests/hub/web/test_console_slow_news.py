"""The hub's states may come later than its answers: nothing on the page goes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.hub.rig import wait_until
from tests.hub.web.consoles import Desk, a_browser, desk_of_an_open_hub

pytestmark = pytest.mark.journey

# States wait while the test holds them, and come one at a time, or all from then on.
HELD_NEWS = """
  const join = EventSource.prototype.addEventListener;
  const waiting = [];
  window.hold = () => (window.isHeld = true);
  window.letOne = () => waiting.shift()();
  window.letAll = () => {
    window.isHeld = false;
    for (const go of waiting.splice(0)) go();
  };
  window.held = () => waiting.length;
  EventSource.prototype.addEventListener = function (name, act) {
    join.call(this, name, (event) => {
      if (name === "state" && window.isHeld) waiting.push(() => act(event));
      else act(event);
    });
  };
"""


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A console where somebody is being served, and whose news can be held."""
    with a_browser() as page:
        page.add_init_script(HELD_NEWS)
        with desk_of_an_open_hub(page) as desk:
            desk.serve()
            desk.page.evaluate("window.hold()")
            yield desk


def chosen(desk: Desk, id: str, value: str) -> None:
    """Choose from a list, and wait until the hub has it and told of it."""
    held = desk.page.evaluate("window.held()")
    desk.page.select_option(f"#{id}", value)
    wait_until(lambda: desk.known["session"][id] == value)
    wait_until(lambda: desk.page.evaluate("window.held()") > held)


def test_an_older_state_takes_back_no_choice(desk: Desk) -> None:
    """What the hub took stays on the page until a state shows it."""
    chosen(desk, "visitor", "enterprise")
    chosen(desk, "way", "post")
    desk.page.evaluate("window.letOne()")
    assert desk.page.input_value("#visitor") == "enterprise"
    assert desk.page.input_value("#way") == "post"
    assert desk.page.is_visible("#consignment")
    desk.page.evaluate("window.letAll()")
    expect(desk.page.locator("#consignment")).to_be_visible()


def test_of_what_was_chosen_twice_the_last_counts(desk: Desk) -> None:
    """Neither the state of the first choice nor that of the second brings it back."""
    chosen(desk, "intent", "look-up")
    chosen(desk, "intent", "information")
    for _ in range(2):
        desk.page.evaluate("window.letOne()")
        assert desk.page.input_value("#intent") == "information"
