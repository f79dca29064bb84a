"""`GET /api/v1/counters/{counter}/console/stream`: a clerk's console, kept up to date.

What touches the counter itself is shown at once. What only moves the queue marks the
console as stale, and it is drawn anew at the next beat: people come and go far more
often than a clerk looks, and fifteen consoles must cost next to nothing.
"""

from __future__ import annotations

import asyncio

import msgspec

from events import codec
from events.device import ScreenState
from events.recorded import Recorded
from hub.application.console_shown import ConsoleState
from hub.web.asgi import Receive, Scope, Send
from hub.web.console import console_of
from hub.web.owed import Newest, Told
from hub.web.port import Hub
from hub.web.settings import WebSettings
from hub.web.sse import RETRY, Frames, frame, stream
from hub.web.stay import Crowd

COUNTER_AT = 4
# Whatever goes on, a console is drawn no more often than a hand can follow.
LEAST_S = 0.1
NAMED = ("counter", "to_counter", "session", "visit")


class Console(Newest):
    """One open console: of which counter, and what it shows."""

    def __init__(self, shown: ConsoleState) -> None:
        """Begin with what it is sent first."""
        super().__init__()
        self.shown = shown
        self.drawn_at = 0.0
        self.is_due = False
        self.is_stale = False


class ConsoleStream:
    """Every console of the office, each with the state of its own counter."""

    def __init__(self, hub: Hub, settings: WebSettings) -> None:
        """Remember where states come from."""
        self.beat_s = settings.pace.console_s
        self._beats_to_time = max(1, round(settings.pace.beat_s / self.beat_s))
        self._beats = 0
        self._hub = hub
        self._now = settings.now
        self._site = settings.site
        self._consoles: Crowd[Console] = Crowd()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one console until it leaves."""
        counter = scope["path"].split("/")[COUNTER_AT]
        shown = console_of(self._hub, self._site, counter)
        with self._consoles.joined(Console(shown)) as one:
            await stream(scope, receive, send, one.stay, self._frames(one))

    def hear(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Show at once what touches a console's own counter, the rest at a beat."""
        del screen
        for one in self._consoles:
            if any(touches(each.event, one.shown) for each in recorded):
                self._soon(one)
            else:
                one.is_stale = True

    def beat(self) -> None:
        """Draw what is stale; every so often tell the time as well."""
        self._beats = (self._beats + 1) % self._beats_to_time
        is_time = self._beats == 0
        for one in self._consoles:
            if is_time:
                one.tell("beat", Told(self._time()))
            # By time alone the order changes too: somebody has waited too long.
            if one.is_stale or is_time:
                self._show(one)

    def end(self) -> None:
        """End every stream."""
        self._consoles.end()

    async def _frames(self, one: Console) -> Frames:
        yield RETRY + self._time() + self._state(one.shown)
        while True:
            yield b"".join(told.frame for told in await one.take())

    def _soon(self, one: Console) -> None:
        """Draw a console at once, or as soon as its last drawing is long enough ago."""
        loop = asyncio.get_running_loop()
        wait_s = one.drawn_at + LEAST_S - loop.time()
        if wait_s <= 0:
            self._show(one)
        elif not one.is_due:
            one.is_due = True
            loop.call_later(wait_s, self._show, one)

    def _show(self, one: Console) -> None:
        one.is_stale = one.is_due = False
        one.drawn_at = asyncio.get_running_loop().time()
        state = self._hub.console(one.shown.counter)
        if state is not None and state != one.shown:
            one.shown = state
            one.tell("state", Told(self._state(state)))

    def _state(self, state: ConsoleState) -> bytes:
        id = f"{self._hub.store_id}:{self._hub.last_position()}"
        return frame("state", codec.encode(state), id)

    def _time(self) -> bytes:
        return frame("beat", msgspec.json.encode({"time": self._now()}))


def touches(event: object, shown: ConsoleState) -> bool:
    """Whether an event is of the counter, its visit or its help that is shown.

    What is of nobody in particular, such as a day or new settings, is of everybody.
    """
    named = {name: getattr(event, name, None) for name in NAMED}
    help_shown = (shown.session, shown.last, *shown.earlier, *shown.unrecorded)
    return (
        shown.counter in (named["counter"], named["to_counter"])
        or named["session"] in [one.session for one in help_shown if one]
        or named["visit"] == (shown.visit.visit if shown.visit else "")
        or not any(named.values())
    )
