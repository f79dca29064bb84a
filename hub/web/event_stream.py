"""`GET /api/v1/events`: every recorded event, resumed without a gap."""

from __future__ import annotations

import asyncio
from typing import NamedTuple
from urllib.parse import parse_qs

import msgspec

from events import codec
from events.device import ScreenState
from events.recorded import Recorded
from hub.application.told import event_id, told
from hub.web.asgi import Receive, Scope, Send, header
from hub.web.owed import Backlog, Told, past
from hub.web.port import Hub
from hub.web.settings import Pace
from hub.web.sse import HEARTBEAT, RETRY, Frames, frame, stream
from hub.web.state import whole_state
from hub.web.stay import Crowd

PAGE = 100


class Opening(NamedTuple):
    """What a reader is sent first, where it then stands, and up to where it missed."""

    first: bytes
    position: int
    missed_to: int


class EventStream:
    """Every reader of events; each event is written once for all of them."""

    def __init__(self, hub: Hub, pace: Pace) -> None:
        """Remember where events come from and how patient to be."""
        self.beat_s = pace.heartbeat_s
        self._hub = hub
        self._pace = pace
        self._readers: Crowd[Backlog] = Crowd()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one reader until it leaves."""
        # Listening comes before reading: what commits between is told twice, and the
        # second time passed over by its position; so there is no gap.
        with self._readers.joined(Backlog(self._pace.owed)) as backlog:
            frames = self._frames(asked(scope), backlog)
            await stream(scope, receive, send, backlog.stay, frames)

    def hear(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Tell every reader of the events of a commit."""
        del screen
        if self._readers:
            self._tell([Told(event_frame(self._hub, r), r.position) for r in recorded])

    def beat(self) -> None:
        """Keep every line alive."""
        self._tell([Told(HEARTBEAT)])

    def end(self) -> None:
        """End every stream."""
        self._readers.end()

    def _tell(self, news: list[Told]) -> None:
        size = sum(len(one.frame) for one in news)
        for reader in self._readers:
            reader.tell(news, size)

    async def _frames(self, wanted: str | None, backlog: Backlog) -> Frames:
        opened = await asyncio.to_thread(opening, self._hub, wanted, self._pace.resume)
        yield RETRY + opened.first
        reached = opened.position
        while reached < opened.missed_to:
            page = await asyncio.to_thread(self._hub.events_after, reached, PAGE)
            yield b"".join(event_frame(self._hub, one) for one in page)
            reached = page[-1].position if page else opened.missed_to
        while True:
            yield past(await backlog.take(), reached)


def asked(scope: Scope) -> str | None:
    """Return the id after which a reader wants to go on, or None."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    return header(scope, "last-event-id") or query.get("after", [None])[-1]


def opening(hub: Hub, wanted: str | None, resume: int) -> Opening:
    """Return how a stream begins: a hello, the missed events, or the whole state."""
    last = hub.last_position()
    if wanted is None:
        hello = msgspec.json.encode({"store": hub.store_id, "position": last})
        return Opening(frame("hello", hello, event_id(hub.store_id, last)), last, last)
    after = position_of(wanted, hub.store_id)
    if after is None or not 0 <= last - after <= resume:
        return reset(hub)
    return Opening(b"", after, last)


def reset(hub: Hub) -> Opening:
    """Return an opening for a reader that must begin anew: the whole state."""
    state = whole_state(hub)
    position = state.position
    told_whole = frame("reset", codec.encode(state), event_id(hub.store_id, position))
    return Opening(told_whole, position, position)


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
