"""`GET /api/v1/events`: every recorded event, resumed without a gap."""

from __future__ import annotations

import asyncio
from typing import NamedTuple
from urllib.parse import parse_qs

import msgspec

from events import codec
from events.recorded import Recorded
from hub.application.told import event_id, told
from hub.web.asgi import Receive, Scope, Send, header
from hub.web.broadcast import Broadcast, EventQueue
from hub.web.port import Hub
from hub.web.settings import Pace
from hub.web.sse import HEARTBEAT, RETRY, Frames, frame, stream
from hub.web.state import whole_state


class Opening(NamedTuple):
    """What a reader is sent first, and the position it then has reached."""

    frames: list[bytes]
    position: int


class EventStream:
    """Opens a stream of events for each reader."""

    def __init__(self, hub: Hub, broadcast: Broadcast, pace: Pace) -> None:
        """Remember where events come from and how patient to be."""
        self._hub = hub
        self._broadcast = broadcast
        self._pace = pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one reader until it leaves."""
        queue = EventQueue(self._pace.queue)
        # Listening comes before reading: what commits between is told twice, and the
        # second time passed over by its position; so there is no gap.
        with self._broadcast.listening(queue):
            await stream(receive, send, self._frames(asked(scope), queue), queue.closed)

    async def _frames(self, wanted: str | None, queue: EventQueue) -> Frames:
        yield RETRY
        start = await asyncio.to_thread(opening, self._hub, wanted, self._pace.resume)
        for one in start.frames:
            yield one
        position = start.position
        while True:
            recorded = await queue.next(self._pace.heartbeat_s)
            if recorded is None:
                yield HEARTBEAT
            elif recorded.position > position:
                position = recorded.position
                yield event_frame(self._hub, recorded)


def asked(scope: Scope) -> str | None:
    """Return the id after which a reader wants to go on, or None."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    return header(scope, "last-event-id") or query.get("after", [None])[-1]


def opening(hub: Hub, wanted: str | None, resume: int) -> Opening:
    """Return how a stream begins: a hello, the missed events, or the whole state."""
    last = hub.last_position()
    if wanted is None:
        hello = msgspec.json.encode({"store": hub.store_id, "position": last})
        return Opening([frame("hello", hello, event_id(hub.store_id, last))], last)
    after = position_of(wanted, hub.store_id)
    if after is None or not 0 <= last - after <= resume:
        return reset(hub)
    missed = hub.events_after(after, resume)
    reached = missed[-1].position if missed else after
    return Opening([event_frame(hub, one) for one in missed], reached)


def reset(hub: Hub) -> Opening:
    """Return an opening for a reader that must begin anew: the whole state."""
    state = whole_state(hub)
    body = codec.encode(state)
    id = event_id(hub.store_id, state.position)
    return Opening([frame("reset", body, id)], state.position)


def position_of(wanted: str, store_id: str) -> int | None:
    """Return the position an id names in this store; None if it is of another."""
    store, _, position = wanted.rpartition(":")
    if store != store_id or not (position.isascii() and position.isdigit()):
        return None
    return int(position[:18])


def event_frame(hub: Hub, recorded: Recorded) -> bytes:
    """Return a recorded event as a frame, in its CloudEvents envelope."""
    id = event_id(hub.store_id, recorded.position)
    body = told(recorded, hub.office_id, hub.store_id)
    return frame(codec.wire_name(recorded.event), body, id)
