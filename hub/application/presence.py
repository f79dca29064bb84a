"""Which devices are there? Statuses, last wills and health, made into facts.

Pure but for the times it is given. A last will of a session that is no longer the
current one is ignored; a box that says nothing more is lost after 90 s, one whose last
will came after 10 s, so that a short outage is no alarm. A lost box that shows health
again is back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from events.device import (
    Connection,
    DeviceHealth,
    DeviceOffline,
    DeviceOnline,
    DeviceStatus,
)

SILENT_S = 90.0
GRACE_S = 10.0

Change = DeviceOnline | DeviceOffline


@dataclass(slots=True)
class Seen:
    """What was last heard of one device, by monotonic seconds."""

    heard_at: float
    session: str = ""
    boot: str = ""
    version: str = ""
    is_online: bool = False
    is_lost: bool = False
    will_at: float | None = None
    health: DeviceHealth | None = None


@dataclass(slots=True)
class Presences:
    """Every device heard since the hub began, or expected because it was there."""

    seen: dict[str, Seen] = field(default_factory=dict)

    def expect(
        self, device: str, last: DeviceOnline, now: float, *, is_lost: bool
    ) -> None:
        """Begin with a device as the books tell: it was there, or lost, back then.

        One that was there must speak within 90 s like any other. Its session is not
        known: whatever goodbye or last will comes before it speaks is its own.
        """
        self.seen[device] = Seen(
            heard_at=now,
            boot=last.boot,
            version=last.version,
            is_online=not is_lost,
            is_lost=is_lost,
        )

    def heard_status(
        self, device: str, status: DeviceStatus, now: float
    ) -> Change | None:
        """Take a status in; return the fact to record, if it changes anything."""
        known = self.seen.setdefault(device, Seen(heard_at=now))
        if status.status is Connection.LOST:
            if known.session in ("", status.session) and known.will_at is None:
                known.will_at = now
            return None
        if status.status is Connection.DISCONNECTED:
            is_now = known.session in ("", status.session)
            return self._gone(known, Connection.DISCONNECTED) if is_now else None
        known.heard_at = now
        return self._there(known, status)

    def heard_health(
        self, device: str, health: DeviceHealth, now: float
    ) -> DeviceOnline | None:
        """Take a sign of life in; return the fact to record, if a lost one is back."""
        known = self.seen.setdefault(device, Seen(heard_at=now))
        known.heard_at = now
        known.health = health
        known.will_at = None
        if not known.is_lost:
            return None
        known.is_online, known.is_lost = True, False
        return DeviceOnline(version=known.version, boot=known.boot)

    def lost(self, now: float) -> list[tuple[str, DeviceOffline]]:
        """Return the facts for those who have fallen silent."""
        silent = [
            device
            for device, known in self.seen.items()
            if known.is_online and _is_silent(known, now)
        ]
        for device in silent:
            self._gone(self.seen[device], Connection.LOST)
            self.seen[device].is_lost = True
        return [(device, DeviceOffline(how=Connection.LOST)) for device in silent]

    def is_online(self, device: str) -> bool:
        """Whether a device is there, as far as the hub has heard."""
        return device in self.seen and self.seen[device].is_online

    @staticmethod
    def _there(known: Seen, status: DeviceStatus) -> DeviceOnline | None:
        is_news = not known.is_online or known.boot != status.boot
        known.session, known.boot = status.session, status.boot
        known.version = status.version
        known.is_online, known.is_lost, known.will_at = True, False, None
        if not is_news:
            return None
        return DeviceOnline(version=status.version, boot=status.boot)

    @staticmethod
    def _gone(known: Seen, how: Connection) -> DeviceOffline | None:
        was_online = known.is_online
        known.is_online, known.is_lost, known.will_at = False, False, None
        return DeviceOffline(how=how) if was_online else None


def _is_silent(known: Seen, now: float) -> bool:
    if known.will_at is not None and now - known.will_at > GRACE_S:
        return True
    return now - known.heard_at > SILENT_S
