"""What every `Link` promises; each kind of link runs these in its own setting."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from events.ids import new_id
from events.link import Link, Message, Will

PATIENCE_S = 15.0


class Setting(Protocol):
    """A broker that a test can stop and start, and links to it that it can cut."""

    def link(self) -> Link:
        """Return a new link that is not started yet."""

    def cut(self, link: Link) -> None:
        """Break the link's connection without a goodbye; it may come back."""

    def broker_goes(self) -> None:
        """Stop the broker."""

    def broker_comes(self) -> None:
        """Start it again where it was."""


class Owner:
    """Owns a link and writes down, in order, what it was told."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.told: list[Message | bool] = []
        self._news = threading.Condition()

    def start(self, *filters: str, will: Callable[[], Will] | None = None) -> Owner:
        """Start the link and wait until it is up."""
        self.link.start(
            subscribe=filters, on_message=self.note, on_change=self.note, will=will
        )
        self.wait_for(lambda: self.changes[-1:] == [True])
        return self

    def note(self, item: Message | bool) -> None:
        """Write it down."""
        with self._news:
            self.told.append(item)
            self._news.notify_all()

    def wait_for(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds, and fail if it does not."""
        with self._news:
            assert self._news.wait_for(holds, PATIENCE_S), self.told

    def wait_payload(self, payload: bytes) -> None:
        """Wait until this payload has come."""
        self.wait_for(lambda: payload in self.payloads)

    @property
    def payloads(self) -> list[bytes]:
        """What came, without topics."""
        return [item.payload for item in self.told if isinstance(item, Message)]

    @property
    def changes(self) -> list[bool]:
        """The link's ups and downs."""
        return [item for item in self.told if isinstance(item, bool)]


class LinkContract:
    """The promises, one test each; `setting` is a fixture of who runs them."""

    def test_a_message_reaches_those_who_subscribed(self, setting: Setting) -> None:
        """A message goes to every link with a matching filter, and to no other."""
        room = new_id()
        near = Owner(setting.link()).start(f"{room}/+/lamp")
        far = Owner(setting.link()).start(f"{room}/#")
        other = Owner(setting.link()).start(f"{room}/door")

        assert near.link.publish(f"{room}/box/lamp", b"on")
        assert near.link.publish(f"{room}/door", b"last")

        near.wait_payload(b"on")
        far.wait_payload(b"last")
        other.wait_payload(b"last")
        assert near.payloads == [b"on"]
        assert far.payloads == [b"on", b"last"]
        assert other.payloads == [b"last"]

    def test_a_retained_message_waits(self, setting: Setting) -> None:
        """Who comes later hears what was retained, marked so; the next is live."""
        topic = f"{new_id()}/state"
        speaker = Owner(setting.link()).start(topic)
        assert speaker.link.publish(topic, b"kept", retain=True)
        speaker.wait_payload(b"kept")

        late = Owner(setting.link()).start(topic)
        late.wait_payload(b"kept")
        assert speaker.link.publish(topic, b"live", retain=True)
        late.wait_payload(b"live")

        messages = [item for item in late.told if isinstance(item, Message)]
        assert messages[0] == Message(topic, b"kept", True)
        assert messages[-1] == Message(topic, b"live", False)

    def test_what_is_said_offline_is_lost(self, setting: Setting) -> None:
        """A press while the broker is away is refused, and never sent later."""
        topic = f"{new_id()}/press"
        box = Owner(setting.link()).start(topic)
        setting.broker_goes()
        box.wait_for(lambda: box.changes == [True, False])

        assert not box.link.is_connected
        assert box.link.publish(topic, b"late") is False

        setting.broker_comes()
        box.wait_for(lambda: box.changes == [True, False, True])
        assert box.link.publish(topic, b"fresh")
        box.wait_payload(b"fresh")
        assert box.payloads == [b"fresh"]

    def test_a_failing_handler_costs_one_message(self, setting: Setting) -> None:
        """An exception in the owner's handlers stops nothing."""
        topic = f"{new_id()}/any"
        owner = Owner(setting.link())
        is_up = threading.Event()

        def clumsy(item: Message | bool) -> None:
            if item is True:
                is_up.set()
                raise RuntimeError(topic)
            if isinstance(item, Message) and item.payload == b"bad":
                raise RuntimeError(topic)
            owner.note(item)

        owner.link.start(subscribe=(topic,), on_message=clumsy, on_change=clumsy)
        speaker = Owner(setting.link()).start()
        assert is_up.wait(PATIENCE_S)
        for payload in (b"bad", b"good"):
            speaker.link.publish(topic, payload)

        owner.wait_payload(b"good")
        assert owner.payloads == [b"good"]

    def test_a_will_is_spoken_for_who_vanishes(self, setting: Setting) -> None:
        """A cut link's will is spoken and kept, and asked anew for every connection."""
        topic = f"{new_id()}/status"
        wills = iter((b"will 1", b"will 2", b"will 3", b"will 4"))
        box = Owner(setting.link())
        witness = Owner(setting.link()).start(topic)
        box.start(will=lambda: Will(topic, next(wills)))

        setting.cut(box.link)
        witness.wait_payload(b"will 1")
        box.wait_for(lambda: box.changes == [True, False, True])
        setting.cut(box.link)
        witness.wait_payload(b"will 2")

        late = Owner(setting.link()).start(topic)
        late.wait_payload(b"will 2")

    def test_it_comes_back_by_itself(self, setting: Setting) -> None:
        """After the broker was away the link is up again, subscriptions and all."""
        topic = f"{new_id()}/again"
        owner = Owner(setting.link()).start(topic)

        setting.broker_goes()
        owner.wait_for(lambda: owner.changes == [True, False])
        setting.broker_comes()
        owner.wait_for(lambda: owner.changes == [True, False, True])

        assert owner.link.publish(topic, b"heard")
        owner.wait_payload(b"heard")

    def test_up_means_subscribed(self, setting: Setting) -> None:
        """What a link publishes on the news that it is up comes back to itself."""
        topic = f"{new_id()}/echo"
        owner = Owner(setting.link())

        def on_change(is_up: bool) -> None:
            owner.note(is_up)
            owner.link.publish(topic, b"hello")

        owner.link.start(subscribe=(topic,), on_message=owner.note, on_change=on_change)

        owner.wait_payload(b"hello")
        assert owner.told[0] is True

    def test_who_stops_leaves_quietly(self, setting: Setting) -> None:
        """The last word is heard; then comes no will, no news, nothing is sent."""
        room = new_id()
        leaver = Owner(setting.link())
        witness = Owner(setting.link()).start(f"{room}/#")
        leaver.start(f"{room}/#", will=lambda: Will(f"{room}/status", b"lost"))
        assert leaver.link.publish(f"{room}/last", b"word")
        leaver.link.stop()
        told = list(leaver.told)
        witness.wait_payload(b"word")

        assert not leaver.link.is_connected
        assert leaver.link.publish(f"{room}/late", b"no") is False
        assert witness.link.publish(f"{room}/end", b"end")
        witness.wait_payload(b"end")
        assert witness.payloads == [b"word", b"end"], witness.told
        assert leaver.told == told
