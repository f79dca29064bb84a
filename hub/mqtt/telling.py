"""Every recorded event for whoever integrates: told in order, and again after a gap.

What was recorded while the broker was away is told when it is back. What a hub had
recorded but not told when it was killed is not: `GET /api/v1/events` has it all.
"""

from __future__ import annotations

from collections.abc import Iterable

from events import codec, topics
from events.link import Link
from events.recorded import Recorded
from hub.application.ports import EventStore
from hub.application.told import told

# Replies and heartbeats wait behind no more than this.
PAGE = 100


class Telling:
    """Follows the store's order; knows how far it has told."""

    def __init__(self, office: str, link: Link, store: EventStore) -> None:
        """Begin after what the store holds already."""
        self._office = office
        self._link = link
        self._store = store
        self._position = store.last_position()

    def news(self, events: tuple[Recorded, ...]) -> bool:
        """Tell what was just recorded; return whether something before it is untold.

        Then that comes first, and what was just recorded after it by `catch_up`.
        """
        if events and events[0].position == self._position + 1:
            self._tell(events)
            return False
        return bool(events) and events[-1].position > self._position

    def catch_up(self) -> bool:
        """Tell a page of what is untold; return whether there is more, and a taker."""
        page = self._store.read_after(self._position, PAGE)
        return self._tell(page) and len(page) == PAGE

    def _tell(self, events: Iterable[Recorded]) -> bool:
        for recorded in events:
            topic = topics.event(self._office, codec.wire_name(recorded.event))
            body = told(recorded, self._office, self._store.store_id)
            if not self._link.publish(topic, body):
                return False
            self._position = recorded.position
        return True
