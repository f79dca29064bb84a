"""What stands on the live manager screen."""

from __future__ import annotations

from playwright.sync_api import Page

OUTLINED = """[...document.querySelectorAll(".val .figure")].map((one) =>
  getComputedStyle(one).color.endsWith(", 0)"))"""


def figure(page: Page, label: str) -> str:
    """Return what one of the seven says."""
    box = page.locator("#kpi > div", has_text=label)
    return box.locator(".val .figure").inner_text()
