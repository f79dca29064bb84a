"""The demo while it runs: up in order, kept alive, down in reverse."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from hub.demo import hands
from hub.demo.child import Child
from hub.demo.house import House
from hub.demo.opening import prepare

READY_WITHIN_S = 60.0
# What our own hub says once it listens; another one may hold the port.
HUB_READY = "hub ready"
LOOK_EVERY_S = 0.1


class DidNotStart(RuntimeError):
    """A part of the demo did not come up; the text says which, and its last words."""


class Demo:
    """Hub and boxes as processes; everything happens on the caller's thread."""

    def __init__(
        self, house: House, is_ended: Callable[[], bool], *, has_past: bool = False
    ) -> None:
        """Remember the house; `is_ended` says when to give up waiting.

        `has_past` says that it has just been given past days.
        """
        self._house = house
        self._has_past = has_past
        self._is_ended = is_ended
        self._hub = house.hub()
        self._boxes = house.boxes()

    def start(self) -> None:
        """Start everything and return when it can be used."""
        self._hub.start()
        self._wait(self._hub, self._hub_is_well)
        for box in self._boxes:
            box.start()
        for box, panel in zip(self._boxes, self._house.panels, strict=True):
            self._wait(box, partial(_is_connected, panel.url))
        if not self._is_ended():
            self._open_counters(prepare(self._house, has_past=self._has_past))

    def keep_alive(self) -> None:
        """Start again whatever has died."""
        for child in (self._hub, *self._boxes):
            child.keep_alive()

    def stop(self) -> None:
        """End the boxes, then the hub, then the broker that is its child."""
        for group in (self._boxes, [self._hub]):
            for child in group:
                child.ask_to_end()
            for child in group:
                child.end()

    def _open_counters(self, roster: dict[str, str]) -> None:
        for counter in self._state()["counters"]:
            if counter["state"] == "closed":
                number = counter["counter"]
                where = f"{self._house.url}/api/v1/counters/{number}/open"
                sits = {"clerk": roster[number]} if number in roster else {}
                hands.press(where, sits)

    def _hub_is_well(self) -> bool:
        if not self._hub.has_said(HUB_READY):
            return False
        health = hands.look(f"{self._house.url}/healthz")
        is_up = health.get("status") != "failing" and health.get("broker")
        return bool(is_up) and health.get("day") is not None

    def _state(self) -> Any:
        return hands.look(f"{self._house.url}/api/v1/state")

    def _wait(self, child: Child, is_well: Callable[[], bool]) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while not self._is_ended():
            if child.ended() is not None:
                msg = f"{child.name} ended: {child.last_words()}"
                raise DidNotStart(msg)
            if _holds(is_well) and child.ended() is None:
                return
            if time.monotonic() > deadline:
                msg = f"{child.name} did not come up; see {child.log}"
                raise DidNotStart(msg)
            time.sleep(LOOK_EVERY_S)


def _is_connected(panel: str) -> bool:
    return bool(hands.look(f"{panel}/state")["connected"])


def _holds(condition: Callable[[], bool]) -> bool:
    try:
        return condition()
    except (hands.NoAnswer, KeyError):
        return False
