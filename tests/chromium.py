"""Headless Chromium for the tests, from Debian's package."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, sync_playwright

NO_CHROMIUM = "chromium is not installed: run `sudo apt install chromium`."

# A closed network: no look-ups of Chromium's own at the start.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Whatever is loaded is drawn, and three frames lay everything in the same places:
# charts and fitted words are drawn anew some frames after a change of size.
SETTLED = """async () => {
  await document.fonts.ready;
  const places = () => JSON.stringify([innerWidth, innerHeight,
    ...[...document.querySelectorAll("body, body *")].map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [x, y, width, height];
    })]);
  const frame = () => new Promise(requestAnimationFrame);
  for (let before = "", same = 0, frames = 0; same < 3; frames += 1) {
    if (frames > 600) throw new Error("the page does not come to rest");
    await frame();
    const now = places();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}"""


def settled(page: Page) -> Page:
    """Wait until nothing on the page moves any more; return it."""
    page.evaluate(SETTLED)
    return page


PROBE = """async (path) => {
  await fetch(path, { headers: { "X-Probe": "yes" } }).catch(() => null);
}"""


def intercept(page: Page, addresses: str, act: Callable[[Route], object]) -> None:
    """Have what a loaded page asks of these addresses go through `act` from now on.

    Chromium says that it does so a moment before the page knows of it; a probe tells.
    """
    probed: list[str] = []

    def handle(route: Route) -> None:
        if "x-probe" not in route.request.headers:
            act(route)
            return
        probed.append(route.request.url)
        route.abort()

    page.route(addresses, handle)
    path = addresses.removeprefix("**").replace("**", "probe").replace("*", "probe")
    for _ in range(500):
        page.evaluate(PROBE, path)
        if probed:
            return
    raise RuntimeError(f"nothing is intercepted at {addresses}")


class Held:
    """What a loaded page asks of some addresses, held back until it is let go."""

    def __init__(self, page: Page, addresses: str) -> None:
        """Hold back whatever is asked of these addresses from now on."""
        self._routes: list[Route] = []
        self._is_open = False
        intercept(page, addresses, self._take)

    def let_go(self) -> None:
        """Let all go, and whatever is asked from now on."""
        self._is_open = True
        for route in self._routes:
            route.continue_()

    def _take(self, route: Route) -> None:
        if self._is_open:
            route.continue_()
        else:
            self._routes.append(route)


@contextmanager
def a_page(url: str, width: int = 1920, height: int = 1080) -> Iterator[Page]:
    """Open a page in a window of that size, in Vietnamese, and close it afterwards."""
    where = shutil.which("chromium")
    if where is None:
        raise RuntimeError(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=list(QUIET))
        page = browser.new_page(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        page.goto(url)
        yield page
        browser.close()
