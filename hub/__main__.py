"""`layso-hub`: start the hub, say where it listens, stop on SIGTERM or Ctrl-C.

`layso-hub backup` and `layso-hub restore` keep its data, `layso-hub pin` lets in.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from types import FrameType

from events import program_log
from events.mqtt_link import BadAddress
from events.program_log import ProgramLog
from firmware_config.errors import SiteError
from hub import (
    cli,
    cli_accounts,
    cli_backup,
    cli_figures,
    cli_replay,
    cli_report,
    cli_views,
)
from hub.application.ports import CannotWrite, Unreadable
from hub.bootstrap import Hub
from hub.mqtt.broker_process import BrokerFailed
from hub.sd_notify import notify
from hub.store.lock import FolderUnusable
from hub.web.reach import CannotListen

LOOK_EVERY_S = 1.0

# Commands of their own, named by the first word.
OTHERS = {
    **dict.fromkeys(cli_backup.COMMANDS, cli_backup.main),
    **dict.fromkeys(cli_accounts.COMMANDS, cli_accounts.main),
    **dict.fromkeys(cli_replay.COMMANDS, cli_replay.main),
    **dict.fromkeys(cli_report.COMMANDS, cli_report.main),
    **dict.fromkeys(cli_figures.COMMANDS, cli_figures.main),
    **dict.fromkeys(cli_views.COMMANDS, cli_views.main),
}

CANNOT_START = (
    SiteError,
    BadAddress,
    FolderUnusable,
    BrokerFailed,
    CannotListen,
    CannotWrite,
    Unreadable,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the hub until it is told to stop; 2 if it cannot start, 3 if it must end.

    A first word such as `backup` or `rebuild` is a command of its own.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] and words[0] in OTHERS:
        return OTHERS[words[0]](words)
    told = cli.parse(words[1:] if words[:1] == ["run"] else words)
    log = program_log.set_up("layso-hub", told.log, told.log_level)
    try:
        config = cli.config(told)
        log.knows(office=config.site.office.id)
        hub = Hub(config)
    except CANNOT_START as error:
        return _end(log, str(error))
    return _run(hub, log)


def _run(hub: Hub, log: ProgramLog) -> int:
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


if __name__ == "__main__":
    sys.exit(main())
