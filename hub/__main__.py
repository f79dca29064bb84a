"""`layso-hub`: start the hub, say where it listens, stop on SIGTERM or Ctrl-C."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from events.mqtt_link import BadAddress
from firmware_config.errors import SiteError
from hub import cli
from hub.application.ports import CannotWrite, Unreadable
from hub.bootstrap import Hub
from hub.mqtt.broker_process import BrokerFailed
from hub.store.lock import FolderUnusable
from hub.web.server import CannotListen

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
    """Run the hub until it is told to stop; 2 if it cannot start, 3 if it must end."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s"
    )
    try:
        hub = Hub(cli.read(argv))
    except CANNOT_START as error:
        return _say(str(error))
    return _run(hub)


def _run(hub: Hub) -> int:
    def end(_signal: int, _frame: FrameType | None) -> None:
        hub.ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        hub.start()
    except CANNOT_START as error:
        hub.stop()
        return _say(str(error))
    print(f"hub ready {hub.web.url}", flush=True)  # noqa: T201  # for who waits for it
    hub.ended.wait()
    hub.stop()
    return 0 if hub.failed is None else _say(hub.failed, 3)


def _say(sentence: str, code: int = 2) -> int:
    print(f"layso-hub: {sentence}", file=sys.stderr)  # noqa: T201  # the terminal
    return code


if __name__ == "__main__":
    sys.exit(main())
