"""A clerk's console in Chromium, as tests work it: keys, words, what the hub has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from hub.application.clock import SteadyClock
from hub.application.vault_desk import VaultDesk
from hub.store.vault.memory import MemoryVault
from tests.chromium import a_page, settled
from tests.hub.web.http_client import Client
from tests.hub.web.open_hub import open_hub

FAULTS = (Path(__file__).parent / "page_faults.js").read_text(encoding="utf-8")
REFUSED = """
  window.refused = [];
  addEventListener("securitypolicyviolation", (e) => window.refused.push(e.blockedURI));
"""


class Desk:
    """A counter's console in a browser, and the hub behind it."""

    def __init__(self, page: Page, client: Client, counter: str = "2") -> None:
        self.page = page
        self.client = client
        self.counter = counter

    def post(self, path: str, body: Any = None) -> Any:
        """Ask the hub as another client does."""
        got = self.client.post(f"/api/v1/{path}", body or {})
        assert got.status == 200, got.body
        return got.json

    @property
    def known(self) -> Any:
        """What the hub says of this counter."""
        return self.client.get(f"/api/v1/counters/{self.counter}/console").json

    def is_in(self, state: str) -> None:
        """Wait until the page is in that state."""
        root = self.page.locator("html")
        expect(root).to_have_attribute("data-state", state, timeout=15_000)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, id: str, words: str) -> None:
        """Wait until an element shows these words."""
        expect(self.page.locator(f"#{id}")).to_contain_text(words, timeout=15_000)

    def serve(self) -> str:
        """Call and start by the keyboard; return the number."""
        self.press_until("called", "Space")
        self.press_until("serving", "s")
        return self.page.inner_text("#ticket")

    def press_until(self, state: str, key: str) -> None:
        """Press a key that leads to a state; again if the page asks for that.

        On a machine that is slow just then a press may find no answer within 2 s.
        """
        there = self.page.locator(f"html[data-state={state}]")
        no_answer = self.page.get_by_text("hãy bấm lại")
        self.press(key)
        expect(there.or_(no_answer).first).to_be_attached(timeout=15_000)
        if no_answer.count():
            self.press(key)
        self.is_in(state)

    def step(self, number: int, *after: str) -> None:
        """Press a step's number and wait until the hub has what it ended."""
        done = len(self.known["session"]["steps"])
        self.press(str(number), *after)
        rows = self.page.locator("#steps li:is(.done, .skip)")
        expect(rows).not_to_have_count(done)

    def faults(self) -> Any:
        """What is wrong with the page for the eye and the hand."""
        return settled(self.page).evaluate(FAULTS, [7, 44])

    def kept(self) -> str:
        """Everything that this browser keeps."""
        return str(self.page.evaluate("JSON.stringify({...localStorage})"))


@contextmanager
def a_browser() -> Iterator[Page]:
    """Start a browser; to start one takes longer than most that is tested in it."""
    with a_page("about:blank", 1280, 800) as page:
        page.add_init_script(REFUSED)
        yield page


@contextmanager
def a_desk(page: Page, url: str, client: Client, counter: str = "2") -> Iterator[Desk]:
    """Open a console; its page may break no rule of the content policy."""
    page.goto(f"{url}/counter/{counter}")
    yield Desk(page, client, counter)
    assert page.evaluate("window.refused") == []
    page.goto("about:blank")


@contextmanager
def desk_of_an_open_hub(page: Page, waiting: str = "AAB") -> Iterator[Desk]:
    """A console of counter 2, opened by its clerk, with people waiting."""
    vault = VaultDesk(MemoryVault(), SteadyClock())
    with open_hub(vault=vault) as (_, web):
        client = Client(web.port)
        client.post("/api/v1/day/open", {})
        for service in waiting:
            client.post("/api/v1/tickets", {"service": service})
        with a_desk(page, web.url, client) as desk:
            desk.is_in("closed")
            desk.press("o")
            desk.is_in("idle")
            yield desk
    vault.stop()
