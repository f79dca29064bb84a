"""What goes on from day to day: devices, alerts, the clerks' teams."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

from events import alert, device
from events.recorded import Recorded
from events.settings import SettingsChanged
from hub.projections.measured.changes import Changes, Pending
from hub.projections.measured.ledger.acts import word
from hub.projections.measured.ledger.carried import Carried
from hub.projections.measured.rows import (
    ALERTS,
    DEVICES,
    DIFFICULTIES,
    AlertRow,
    DeviceRow,
    DifficultyRow,
    Instant,
)

READY = device.Connection.READY.value
A_DEVICE = "/device/"


class Apart:
    """Devices' last rows, alerts that are not over, the teams; rows not told yet."""

    def __init__(self, carried: Carried) -> None:
        """Go on from what was carried over."""
        self.teams = dict(carried.teams)
        self.devices = dict(carried.devices)
        self.alerts = dict(carried.alerts)
        self._new_devices: Pending = {}
        self._new_alerts: Pending = {}
        self._at_large: Pending = {}

    def carried(self, position: int) -> Carried:
        """Return what a day that begins after a position takes over."""
        return Carried(
            position=position,
            teams=dict(self.teams),
            devices=dict(self.devices),
            alerts=dict(self.alerts),
        )

    def tell(self, changes: Changes) -> None:
        """Tell every row that is not told as it is, once."""
        changes.settle(DEVICES, self._new_devices)
        changes.settle(ALERTS, self._new_alerts)
        changes.settle(DIFFICULTIES, self._at_large)

    def connected(self, name: str, entry: int, how: str, at: Instant) -> None:
        """A device is connected, or no more, from now on."""
        before = self.devices.get(name)
        if before is not None and before.ended is None:
            self._put_device(before._replace(ended=at))
        self._put_device(DeviceRow(name, entry, how, at, None))

    def installed(self, devices: Collection[str], entry: int, at: Instant) -> None:
        """From now on these are the office's devices: others are not missed."""
        for name, row in list(self.devices.items()):
            if row.ended is None and name not in devices:
                self._put_device(row._replace(ended=at))
            elif row.ended is not None and name in devices:
                self.connected(name, entry, row.connection, at)

    def put_alert(self, row: AlertRow) -> None:
        """Keep an alert as it stands now; one that is over is kept in mind no more."""
        self._new_alerts[(row.alert,)] = row
        if row.closed is None:
            self.alerts[row.alert] = row
        else:
            self.alerts.pop(row.alert, None)

    def note_at_large(self, row: DifficultyRow) -> None:
        """Keep a difficulty of the office as a whole."""
        self._at_large[row[: DIFFICULTIES.key]] = row

    def _put_device(self, row: DeviceRow) -> None:
        self.devices[row.device] = self._new_devices[row[: DEVICES.key]] = row


ApartFold: TypeAlias = Callable[[Apart, Any, Instant, Recorded], None]


def _settings_changed(
    apart: Apart, event: SettingsChanged, at: Instant, recorded: Recorded
) -> None:
    """Take the teams over in place: the open day goes by the same list."""
    del at, recorded
    apart.teams.clear()
    apart.teams.update(
        {clerk.id: clerk.team for clerk in event.settings.clerks if clerk.team}
    )


def _online(
    apart: Apart, event: device.DeviceOnline, at: Instant, recorded: Recorded
) -> None:
    del event
    apart.connected(_device(recorded), recorded.position, READY, at)


def _offline(
    apart: Apart, event: device.DeviceOffline, at: Instant, recorded: Recorded
) -> None:
    apart.connected(_device(recorded), recorded.position, event.how.value, at)


def _device(recorded: Recorded) -> str:
    """Return whose stream of facts an event stands in."""
    return recorded.stream.rpartition(A_DEVICE)[2]


def _alert_opened(
    apart: Apart, event: alert.AlertOpened, at: Instant, recorded: Recorded
) -> None:
    del recorded
    apart.put_alert(
        AlertRow(
            alert=event.alert,
            kind=event.kind.value,
            severity=event.severity.value,
            service=event.service,
            counter=event.counter,
            device=event.device,
            ticket=event.ticket,
            opened=at,
            taken=None,
            taken_by=None,
            closed=None,
            how=None,
        )
    )


def _alert_taken(
    apart: Apart, event: alert.AlertAcknowledged, at: Instant, recorded: Recorded
) -> None:
    del recorded
    row = apart.alerts.get(event.alert)
    if row is not None:
        apart.put_alert(row._replace(taken=at, taken_by=event.clerk))


def _alert_closed(
    apart: Apart, event: alert.AlertClosed, at: Instant, recorded: Recorded
) -> None:
    del recorded
    row = apart.alerts.get(event.alert)
    if row is not None:
        apart.put_alert(row._replace(closed=at, how=word(event.how)))


FOLDS: Mapping[type, ApartFold] = {
    SettingsChanged: _settings_changed,
    device.DeviceOnline: _online,
    device.DeviceOffline: _offline,
    alert.AlertOpened: _alert_opened,
    alert.AlertAcknowledged: _alert_taken,
    alert.AlertClosed: _alert_closed,
}
