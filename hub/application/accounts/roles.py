"""Which role a clerk has (pure): by the settings, or named on the machine itself."""

from __future__ import annotations

from collections.abc import Mapping

from events.settings import Clerk, Role
from hub.application.accounts.kept import Account


class Roles:
    """The clerks of the settings beside the accounts that have a PIN."""

    def __init__(
        self, clerks: tuple[Clerk, ...], accounts: Mapping[str, Account]
    ) -> None:
        """Remember both."""
        self._clerks = {one.id: one for one in clerks}
        self._accounts = accounts

    @property
    def has_manager(self) -> bool:
        """Whether a manager has a PIN, by the settings or named on the machine."""
        return any(self.of(clerk) == Role.MANAGER for clerk in self._accounts)

    @property
    def everybody(self) -> tuple[Clerk, ...]:
        """Every clerk of the settings, then those whose role the machine gives."""
        named = (
            Clerk(id=account.clerk, role=role)
            for account in self._accounts.values()
            if account.clerk not in self._clerks and (role := self._named(account))
        )
        return (*self._clerks.values(), *named)

    def of(self, clerk: str) -> Role | None:
        """Return a clerk's role at this moment; None for whoever may not sign in.

        Named on the machine counts first, while the settings have no manager who could
        sign in: so is a hub taken into use, and opened again whose manager has left.
        """
        account = self._accounts.get(clerk)
        if account is not None and (role := self._named(account)) is not None:
            return role
        known = self._clerks.get(clerk)
        return known.role if known is not None and known.is_active else None

    def _named(self, account: Account) -> Role | None:
        return None if self._settings_have_a_manager() else account.role

    def _settings_have_a_manager(self) -> bool:
        return any(
            one.role == Role.MANAGER and one.is_active and one.id in self._accounts
            for one in self._clerks.values()
        )
