"""What the hub says by MQTT, only after the commit: replies, states, events, heartbeat.

Nothing here is kept for later: devices ask again by the same id and get the stored
reply, states are published anew on every connect, events are read from the store.

What stands retained may be anybody's, so the states are said anew besides: when a
device announces itself, when one asks by a revision that is not ours, every minute.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, TypeAlias

from events import topics
from events.device import CounterState, HubStatus, ScreenState
from events.envelope import Envelope, seal
from events.ids import new_id
from events.link import Link, Will
from events.recorded import Recorded
from events.replies import RefusalReply
from hub.application.board import Board
from hub.application.jobs import Reply
from hub.application.ports import Clock
from hub.mqtt.telling import Telling

log = logging.getLogger(__name__)

HEARTBEAT_S = 10.0
# So long a hub that stops goes on telling what is untold.
LAST_WORDS_S = 2.0
STATES_S = 60.0
# However many devices announce themselves.
STATES_AT_MOST_S = 1.0
STALE = "stale-revision"

Task: TypeAlias = Callable[[], None]


class Outbox:
    """A thread that seals and publishes, so that neither writer nor inbox waits."""

    def __init__(
        self, office: str, link: Link, board: Board, clock: Clock, telling: Telling
    ) -> None:
        """Remember what to look at and where to speak; `epoch` is new each time."""
        self.epoch = new_id()
        self._office = office
        self._source = topics.hub_source(office)
        self._link = link
        self._board = board
        self._clock = clock
        self._telling = telling
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._counters: dict[str, CounterState] = {}
        self._screen: ScreenState | None = None
        self._beat_at = 0.0
        self._states_at = 0.0
        self._states_wait = STATES_S
        self._is_last = True
        self._is_catching_up = False
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        """Begin to speak."""
        self._board.subscribe(self._on_commit)
        self._thread.start()

    def stop(self, *, is_last: bool = True) -> None:
        """Say what is left to say and that the hub goes, then end.

        Where another hub lives for the office, this one is not the last and goes
        without that word, which would be taken for the other's.
        """
        self._is_last = is_last
        self._tasks.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    @property
    def is_alive(self) -> bool:
        """Whether its thread works."""
        return self._thread.is_alive()

    def will(self) -> Will:
        """Return what the broker says when the hub vanishes."""
        status = HubStatus(status="offline", epoch=self.epoch)
        return Will(topics.hub(self._office), self._seal(status))

    def reply(self, device: str, envelope: Envelope, reply: Reply) -> None:
        """Answer a device's message."""
        self._tasks.put(lambda: self._reply(device, envelope, reply))

    def order(self, device: str, body: Any, **attributes: Any) -> str:
        """Tell a device what to do; return the order's id."""
        order_id = new_id()
        topic = topics.order(self._office, device)
        self._tasks.put(lambda: self._say(topic, body, id=order_id, **attributes))
        return order_id

    def beat(self) -> None:
        """Say at once that the hub is there."""
        self._tasks.put(self._beat)

    def greet(self) -> None:
        """Tell a device that announced itself that the hub is there, and all states."""
        self._tasks.put(self._beat)
        self._tasks.put(self._doubt_states)

    def on_change(self, is_up: bool) -> None:
        """On every connect publish all retained state anew."""
        if is_up:
            self._tasks.put(self._all_states)

    def _on_commit(self, events: tuple[Recorded, ...], screen: ScreenState) -> None:
        self._tasks.put(lambda: self._news(events, screen))

    def _run(self) -> None:
        while (task := self._next()) is not None:
            _do(task)
        _do(self._tell_the_rest)
        if self._is_last:
            _do(self._goodbye)

    def _next(self) -> Task | None:
        """Return what to say next; what is due waits for no queue, however long."""
        at, task = self._due()
        wait = at - time.monotonic()
        try:
            return task if wait <= 0 else self._tasks.get(timeout=wait)
        except queue.Empty:
            return task

    def _due(self) -> tuple[float, Task]:
        """Return what is to be said by itself next, and when."""
        beat_at = self._beat_at + HEARTBEAT_S
        states_at = self._states_at + self._states_wait
        if states_at < beat_at:
            return states_at, self._states_anew
        return beat_at, self._beat

    def _beat(self) -> None:
        self._beat_at = time.monotonic()
        status = HubStatus(status="online", epoch=self.epoch, time=self._clock.now())
        self._say(topics.hub(self._office), status, retain=True)

    def _goodbye(self) -> None:
        will = self.will()
        self._link.publish(will.topic, will.payload, retain=True)

    def _reply(self, device: str, envelope: Envelope, reply: Reply) -> None:
        self._say(
            topics.reply(self._office, device),
            reply,
            causationid=envelope.id,
            correlationid=envelope.correlationid or envelope.id,
        )
        if isinstance(reply, RefusalReply) and reply.refusal == STALE:
            self._doubt_states()

    def _news(self, events: tuple[Recorded, ...], screen: ScreenState) -> None:
        if screen is self._board.now.screen:
            self._states()
        if self._telling.news(events) and not self._is_catching_up:
            self._catch_up()

    def _all_states(self) -> None:
        self._beat()
        self._states_anew()
        self._catch_up()

    def _catch_up(self) -> None:
        """Tell a page of what is untold, the next one after what else waits."""
        self._is_catching_up = False
        if self._telling.catch_up():
            self._is_catching_up = True
            self._tasks.put(self._catch_up)

    def _tell_the_rest(self) -> None:
        until = time.monotonic() + LAST_WORDS_S
        while self._telling.catch_up() and time.monotonic() < until:
            pass

    def _doubt_states(self) -> None:
        """Have the states said anew at once, if that was not done just now."""
        self._states_wait = STATES_AT_MOST_S

    def _states_anew(self) -> None:
        self._states_at, self._states_wait = time.monotonic(), STATES_S
        self._counters, self._screen = {}, None
        self._states()

    def _states(self) -> None:
        for state in self._board.counters():
            if self._counters.get(state.counter) != state:
                self._counters[state.counter] = state
                topic = topics.counter(self._office, state.counter)
                self._say(topic, state, retain=True)
        screen = self._board.now.screen
        if screen != self._screen:
            self._screen = screen
            self._say(topics.screen(self._office), screen, retain=True)

    def _say(self, topic: str, body: Any, *, retain: bool = False, **how: Any) -> None:
        self._link.publish(topic, self._seal(body, **how), retain=retain)

    def _seal(self, body: Any, **how: Any) -> bytes:
        how.setdefault("id", new_id())
        how.setdefault("time", self._clock.now())
        return seal(body, source=self._source, **how)


def _do(task: Task) -> None:
    try:
        task()
    except Exception:
        log.exception("a message could not be published; the outbox goes on")
