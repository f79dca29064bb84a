"""The hub as a program: start it, say where it listens, stop on SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from types import FrameType

from events import program_log
from events.mqtt_link import BadAddress
from events.program_log import ProgramLog
from firmware_config.errors import SiteError
from hub import cli
from hub.application.ports import CannotWrite, Unreadable
from hub.bootstrap import Hub
from hub.mqtt.broker_process import BrokerFailed
from hub.sd_notify import notify
from hub.store.lock import FolderUnusable
from hub.web.reach import CannotListen

LOOK_EVERY_S = 1.0

CANNOT_START = (
    SiteError,
    BadAddress,
    FolderUnusable,
    BrokerFailed,
    CannotListen,
    CannotWrite,
    Unreadable,
)


def run(words: Sequence[str]) -> int:
    """Run the hub until it is told to stop; 2 if it cannot start, 3 if it must end."""
    told = cli.parse(words[1:] if words[:1] == ["run"] else words)
    log = program_log.set_up("layso-hub", told.log, told.log_level)
    try:
        config = cli.config(told)
        log.knows(office=config.site.office.id)
        hub = Hub(config)
    except CANNOT_START as error:
        return _end(log, str(error))
    return _work(hub, log)


def _work(hub: Hub, log: ProgramLog) -> int:
    def end(_signal: int, _frame: FrameType | None) -> None:
        hub.ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        hub.start()
    except CANNOT_START as error:
        hub.stop()
        return _end(log, str(error))
    log.announce(f"hub ready {hub.web.url}")
    notify("READY=1")
    while not hub.ended.wait(LOOK_EVERY_S):
        hub.look()
        if not hub.watch.is_hopeless():
            notify("WATCHDOG=1")
    notify("STOPPING=1")
    hub.stop()
    return 0 if hub.failed is None else _end(log, hub.failed, 3)


def _end(log: ProgramLog, sentence: str, code: int = 2) -> int:
    log.say(sentence)
    return code
