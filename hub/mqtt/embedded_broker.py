"""The broker of demo and tests: amqtt in a process of its own, on loopback only.

It keeps nothing: the protocol does not need it. It prints `broker ready PORT` when it
listens, or one sentence saying why it cannot.
"""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
import signal
import sys
from typing import Any

from amqtt.broker import Broker
from amqtt.errors import BrokerError

from events import program_log
from hub.die_with_parent import die_with_parent
from hub.mqtt.broker_process import READY

# How the hub's client id begins: what it has to say waits for nobody.
HUB_CLIENT = "layso-hub-"
MOST_ON_THE_WAY = 64
AT_MOST_S = 0.02
LOOK_AGAIN_S = 0.002


class EmbeddedBroker(Broker):  # type: ignore[misc]  # amqtt is untyped here
    """amqtt without two of its habits.

    It sends every new client the retained messages of everybody's subscriptions, and
    forgets the client for good if someone else subscribes meanwhile. And it takes in
    more than it can pass on, so that everybody waits behind one client's flood: here
    each client but the hub waits for room before its next message is taken.
    """

    async def _handle_message_delivery(
        self, client_session: Any, handler: Any, wait_deliver: Any
    ) -> bool:
        if not client_session.client_id.startswith(HUB_CLIENT):
            await self._wait_for_room()
        is_fine: bool = await super()._handle_message_delivery(
            client_session, handler, wait_deliver
        )
        return is_fine

    async def _wait_for_room(self) -> None:
        """Wait for what is on its way; not long, as a taker may be stuck."""
        looks = AT_MOST_S / LOOK_AGAIN_S
        while self._on_the_way > MOST_ON_THE_WAY and looks > 0:
            looks -= 1
            await asyncio.sleep(LOOK_AGAIN_S)

    @property
    def _on_the_way(self) -> int:
        waiting: int = self._broadcast_queue.qsize()
        return waiting + len(self._tasks_queue)

    async def _publish_retained_messages_for_subscription(
        self, subscription: tuple[str, int], session: Any
    ) -> None:
        takers = self._subscriptions.get(subscription[0], ())
        if any(taker is session for taker, _ in takers):
            await super()._publish_retained_messages_for_subscription(
                subscription, session
            )

    @property
    def port(self) -> int:
        """The port it listens on."""
        sockets = self._servers["default"].instance.sockets
        found: int = sockets[0].getsockname()[1]
        return found


def configuration(host: str, port: int) -> dict[str, Any]:
    """Return what amqtt goes by: one listener, anybody may enter, no other plugin."""
    return {
        "listeners": {"default": {"type": "tcp", "bind": f"{host}:{port}"}},
        "plugins": {
            "amqtt.plugins.authentication.AnonymousAuthPlugin": {
                "allow_anonymous": True
            }
        },
    }


async def serve(host: str, port: int) -> int:
    """Run the broker until SIGTERM or SIGINT; return the exit code."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    broker = EmbeddedBroker(configuration(host, port))
    try:
        await broker.start()
    except (BrokerError, OSError) as error:
        _say(f"no broker on {host}:{port}, free the port or set another: {error}")
        return 1
    _say(f"{READY} {broker.port}")
    await ended.wait()
    await broker.shutdown()
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run the broker that the arguments describe; return the exit code."""
    parser = argparse.ArgumentParser(prog="hub.mqtt.embedded_broker")
    parser.add_argument("--port", type=int, default=1883)
    parser.add_argument("--host", type=_loopback, default="127.0.0.1")
    parser.add_argument("--parent", type=int, help="pid of the process to die with")
    program_log.add_options(parser)
    # Only what breaks it: amqtt warns of every client that goes.
    parser.set_defaults(log_level="critical")
    given = parser.parse_args(arguments)
    if given.parent is not None:
        die_with_parent(given.parent)
    program_log.set_up("layso-broker", given.log, given.log_level)
    return asyncio.run(serve(given.host, given.port))


def _loopback(host: str) -> str:
    if not ipaddress.ip_address(host).is_loopback:
        msg = "the embedded broker asks nobody who they are: loopback addresses only"
        raise argparse.ArgumentTypeError(msg)
    return host


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
