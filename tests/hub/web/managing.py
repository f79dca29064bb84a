"""What tests do at the manager's page, and to the office behind it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from events.ids import new_id
from events.replies import Accepted
from events.settings import ChangeSettings, Clerk, OfficeSettings, Role
from events.visit import CallNext, StartServing
from hub.bootstrap import Core
from tests.hub.asking import ask
from tests.hub.web.staffed_hub import MANAGER, PINS

STAFF = OfficeSettings(
    clerks=(
        Clerk(id="QL-01", role=Role.MANAGER),
        Clerk(id="NV-03", skills=("A", "B")),
        Clerk(id="NV-07"),
    )
)


def do(core: Core, command: Any) -> Accepted:
    """Have a command carried out."""
    reply = ask(core.office, command, id=new_id(), source="/office/hk01/http")
    assert isinstance(reply, Accepted), reply
    return reply


def tell(core: Core, settings: OfficeSettings) -> None:
    """Have another manager save these settings."""
    seen = core.board.state.settings.revision
    do(core, ChangeSettings(settings=settings, revision=seen))


def told(core: Core) -> OfficeSettings:
    """What holds now."""
    return core.board.state.settings.told


def saved(page: Page) -> None:
    """Save, and see that it is."""
    page.click("#save")
    expect(page.locator("#state")).to_have_text("Không có gì chưa lưu")
    expect(page.locator("#say")).to_contain_text("Đã lưu lúc")


def part(page: Page, name: str) -> None:
    """Turn to a part of the page."""
    page.click(f"nav a[href='#{name}']")
    expect(page.locator(f"#{name}")).to_be_visible()


def sign_in(page: Page) -> None:
    """Sign in as the manager, and be led to the page."""
    page.fill("#clerk", MANAGER)
    page.keyboard.press("Tab")
    page.keyboard.type(PINS[MANAGER])
    page.keyboard.press("Enter")
    expect(page.locator("#who")).to_have_text(f"Quản lý {MANAGER}")


def helped(core: Core) -> str:
    """Call the next visit to counter 1 and begin; return the session."""
    do(core, CallNext(counter="1"))
    session = do(core, StartServing(counter="1")).session
    assert session is not None
    return session
