"""Headless Chromium for the tests, from Debian's package."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

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
