"""What the web alone can tell of a manager's new settings, before they are told."""

from __future__ import annotations

from events.settings import ChangeSettings
from hub.application.accounts import Accounts
from hub.domain.settings_checks import has_a_manager
from hub.web.answers import Refusal, malformed
from hub.web.commands import members
from hub.web.strict import strange_field

CHANGE = "change-settings"


def check_form(body: bytes) -> None:
    """Refuse a body with a field that settings do not have, by its name."""
    strange = strange_field(members(body), ChangeSettings)
    if strange is not None:
        raise malformed(strange)


def check_managers(command: ChangeSettings, accounts: Accounts | None) -> None:
    """Refuse settings by which nobody could sign in as a manager any more.

    Roles stand in the settings, PINs do not: only here are both known.
    """
    clerks = command.settings.clerks
    if accounts is None or not accounts.in_force:
        return
    if clerks and not has_a_manager(command.settings):
        raise Refusal(
            "last-manager",
            "Danh sách phải có ít nhất một quản lý đang làm việc. Giữ lại một người.",
            "The list needs at least one active manager. Keep one.",
        )
    if accounts.has_manager and not accounts.has_manager_among(clerks):
        raise Refusal(
            "last-manager",
            "Phải còn ít nhất một quản lý đang làm việc và đã có mã PIN, nếu không sẽ "
            "không ai vào được trang này. Đặt mã PIN cho người đó trước.",
            "At least one active manager with a PIN must stay, or nobody gets to this "
            "page any more. Give that manager a PIN first.",
        )
