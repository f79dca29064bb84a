"""A box that announces itself, beats its health and knows whether the hub is there.

Pure but for the clock it is given: what is heard goes in, what is to be published comes
out. Its owner publishes, and calls `tick` about once a second. Safe with the will asked
on the network's thread: a session id is replaced in one step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from events import codec, topics
from events.device import Connection, DeviceHealth, DeviceStatus, HubStatus
from events.envelope import Malformed, seal, unseal
from events.ids import new_id
from events.link import Message, Will

LIVE_S = 30.0
HEALTH_EVERY_S = 30.0
# Nothing can be added to a time just before the year 10000.
END_OF_TIME = 9_000


class Outgoing(NamedTuple):
    """A message to publish, with how."""

    topic: str
    payload: bytes
    qos: int = 1
    retain: bool = False


class Beat(NamedTuple):
    """A live heartbeat of the hub: who, what its clock said, when we heard it."""

    epoch: str
    time: datetime | None
    heard_at: float


@dataclass(frozen=True, slots=True)
class Identity:
    """Which box this is; `boot` is new each time its program starts."""

    office: str
    device: str
    boot: str
    version: str

    @property
    def source(self) -> str:
        """The box's CloudEvents source."""
        return topics.device_source(self.office, self.device)


class Presence:
    """What a box says of itself, and what it believes of the hub.

    `monotonic` is a clock in seconds that never steps; `clock` the wall clock, or None
    while that is not synchronised.
    """

    def __init__(
        self,
        identity: Identity,
        monotonic: Callable[[], float],
        clock: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        """Remember who this is; nobody was heard yet."""
        self.identity = identity
        self.settings = 0
        self._monotonic = monotonic
        self._clock = clock
        self._session = new_id()
        self._is_up = False
        self._beat: Beat | None = None
        self._epoch: str | None = None
        self._told_at: float | None = None
        self._hub_time: tuple[datetime, float] | None = None

    @property
    def subscriptions(self) -> tuple[str, ...]:
        """Return the topics a box must hear; a counter box adds its counter."""
        office, device = self.identity.office, self.identity.device
        return (
            topics.hub(office),
            topics.reply(office, device),
            topics.order(office, device),
            topics.settings(office, device),
        )

    def will(self) -> Will:
        """Begin a new session; return what the broker says if it is cut off."""
        self._session = new_id()
        return Will(self._status_topic, self._status(Connection.LOST))

    def changed(self, is_up: bool) -> tuple[Outgoing, ...]:
        """Take note of the link going up or down; return the announcement."""
        self._is_up = is_up
        if not is_up:
            self._beat = None
            return ()
        return self._announcement()

    def heard(self, message: Message) -> tuple[Outgoing, ...]:
        """Take note of the hub's status; other messages pass by.

        A hub that began anew (another epoch) is told again who is here.
        """
        status = self._hub_status(message)
        if status is None or message.retained:
            return ()
        if status.status != "online":
            self._hub_left(status.epoch)
            return ()
        return self._hub_beat(status)

    def tick(self, health: Callable[[], DeviceHealth]) -> tuple[Outgoing, ...]:
        """Return the health message every 30 s while the link is up, else nothing."""
        now = self._monotonic()
        is_due = self._told_at is None or now - self._told_at >= HEALTH_EVERY_S
        if not self._is_up or not is_due:
            return ()
        self._told_at = now
        where = topics.health(self.identity.office, self.identity.device)
        return (Outgoing(where, self.sealed(health()), qos=0, retain=True),)

    def farewell(self) -> Outgoing:
        """Return the status of a box that leaves in good order."""
        return self._own_status(Connection.DISCONNECTED)

    def lost(self) -> Outgoing:
        """Return what the broker would say for a box that vanishes now."""
        return self._own_status(Connection.LOST)

    def is_hub_live(self) -> bool:
        """Whether the link is up and a live heartbeat is younger than 30 s."""
        if not self._is_up or self._beat is None:
            return False
        return self._monotonic() - self._beat.heard_at < LIVE_S

    def hub_time(self) -> datetime | None:
        """Return what the hub's clock says by now, or None if it was never heard."""
        if self._hub_time is None:
            return None
        then, heard_at = self._hub_time
        return then + timedelta(seconds=self._monotonic() - heard_at)

    def sealed(self, body: object, *, id: str | None = None, **more: Any) -> bytes:
        """Return a body in this box's envelope; `more` are envelope attributes."""
        return seal(
            body,
            id=id or new_id(),
            source=self.identity.source,
            time=self._clock(),
            bootid=self.identity.boot,
            monotonicms=round(self._monotonic() * 1000),
            **more,
        )

    @property
    def _status_topic(self) -> str:
        return topics.status(self.identity.office, self.identity.device)

    def _announcement(self) -> tuple[Outgoing, ...]:
        self._told_at = None
        return (self._own_status(Connection.READY),)

    def _own_status(self, connection: Connection) -> Outgoing:
        return Outgoing(self._status_topic, self._status(connection), retain=True)

    def _status(self, connection: Connection) -> bytes:
        return self.sealed(
            DeviceStatus(
                status=connection,
                session=self._session,
                boot=self.identity.boot,
                version=self.identity.version,
                settings=self.settings,
            )
        )

    def _hub_status(self, message: Message) -> HubStatus | None:
        if message.topic != topics.hub(self.identity.office):
            return None
        try:
            body = unseal(message.payload).body()
        except (Malformed, codec.UnknownType, codec.UnknownVersion, codec.BadBody):
            return None
        return body if isinstance(body, HubStatus) else None

    def _hub_left(self, epoch: str) -> None:
        # The last will of a hub that was replaced must not silence the new one.
        if self._beat is not None and self._beat.epoch == epoch:
            self._beat = None

    def _hub_beat(self, status: HubStatus) -> tuple[Outgoing, ...]:
        heard_at = self._monotonic()
        self._beat = Beat(status.epoch, status.time, heard_at)
        if status.time is not None and status.time.year < END_OF_TIME:
            self._hub_time = (status.time, heard_at)
        is_new = self._epoch is not None and self._epoch != status.epoch
        self._epoch = status.epoch
        return self._announcement() if is_new and self._is_up else ()
