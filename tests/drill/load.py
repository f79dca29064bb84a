"""The load of a drill: visitors and clerks who go on by themselves, whatever fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from random import Random
from typing import Any

from hub.demo import hands
from tests.drill.house import House
from tests.drill.ledger import Ledger
from tests.drill.site import (
    BOXES,
    DISPENSER,
    HTTP_COUNTERS,
    SERVICES,
    VOICED_COUNTERS,
    VOICES,
)
from tests.drill.voices import Data, GoneHome, HttpVoice, MqttVoice, Voice

CROWDED = 25
CLASSES = ("normal", "normal", "normal", "priority")
ACTS: dict[str, tuple[str, ...]] = {
    "closed": ("open-counter",),
    "paused": ("resume-counter",),
    "idle": (*("call-next",) * 8, "pause-counter", "return-visit"),
    "called": (*("start-serving",) * 6, "recall", "mark-no-show", "undo"),
    "serving": (*("finish-serving",) * 5, "call-next", "park-visit", "undo"),
}
KEYS: dict[str, tuple[tuple[str, int], ...]] = {
    "closed": (("next", 1_600),),
    "idle": (("next", 70),),
    "called": (("start", 70), ("start", 70), ("recall", 70), ("recall", 1_600)),
    "serving": (("start", 70), ("start", 70), ("next", 70), ("start", 1_600)),
}


class Load:
    """Threads that ask, each at its own pace; they can be hushed and let on."""

    def __init__(self, house: House, ledger: Ledger, seed: int) -> None:
        """Remember where to ask; each thread has a chance of its own."""
        self._house = house
        self._ledger = ledger
        self._seed = seed
        self._over = threading.Event()
        self._may_go = threading.Event()
        self.http = HttpVoice(house.port, ledger, self._over)
        self._voices: list[Voice] = [self.http]
        self._threads: list[threading.Thread] = []
        self._turns: list[Turns] = []

    def start(self) -> None:
        """Let everybody in."""
        for voice in (self.http, self.http, *map(self._mqtt, VOICES)):
            self._add(self._visitor(voice))
        voiced = [(c, self._mqtt(box)) for box, c in VOICED_COUNTERS.items()]
        for counter, voice in (*voiced, *((c, self.http) for c in HTTP_COUNTERS)):
            self._add(self._clerk(voice, counter))
        self._add(self._at_the_dispenser)
        for box in BOXES:
            self._add(self._at_the_box(box))
        self.go_on()
        for thread in self._threads:
            thread.start()

    def go_on(self) -> None:
        """Let everybody ask again."""
        self._may_go.set()

    def hush(self) -> None:
        """Have nobody ask anything new."""
        self._may_go.clear()

    @property
    def is_quiet(self) -> bool:
        """Whether everybody who is hushed has got the last answer."""
        return not self._may_go.is_set() and all(t.is_resting for t in self._turns)

    def stop(self) -> None:
        """Send everybody home."""
        self._over.set()
        self._may_go.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(20)
        for voice in self._voices:
            voice.close()

    def _mqtt(self, device: str) -> Voice:
        voice = MqttVoice(self._house.broker_url, device, self._ledger, self._over)
        self._voices.append(voice)
        return voice

    def _add(self, turn: Callable[[Random], float]) -> None:
        chance = Random(f"{self._seed} {len(self._turns)}")
        turns = Turns(turn, chance, self._over, self._may_go)
        self._turns.append(turns)
        self._threads.append(threading.Thread(target=turns.run, daemon=True))

    @staticmethod
    def _visitor(voice: Voice) -> Callable[[Random], float]:
        def turn(chance: Random) -> float:
            service, who = chance.choice(SERVICES), chance.choice(CLASSES)
            said = voice.ask("issue-ticket", {"service": service, "class": who})
            is_crowded = (said.get("ahead") or 0) > CROWDED
            return chance.uniform(2, 4) if is_crowded else chance.uniform(0.05, 0.4)

        return turn

    @staticmethod
    def _clerk(voice: Voice, counter: str) -> Callable[[Random], float]:
        state = "closed"

        def turn(chance: Random) -> float:
            nonlocal state
            data: Data = {"counter": counter}
            act = chance.choice(ACTS.get(state, ("open-counter",)))
            said = voice.ask(act, data)
            if "refusal" in said:
                said = voice.ask("open-counter", data)
            state = said.get("state") or "closed"
            return chance.uniform(0.02, 0.25)

        return turn

    def _at_the_dispenser(self, chance: Random) -> float:
        self._house.press(DISPENSER, chance.choice(SERVICES))
        return chance.uniform(0.4, 1.2)

    def _at_the_box(self, box: str) -> Callable[[Random], float]:
        def turn(chance: Random) -> float:
            shown: Any = self._house.box(box).get("state") or {}
            keys = KEYS.get(shown.get("state", ""))
            if keys:
                self._house.press(box, *chance.choice(keys))
            return chance.uniform(0.3, 0.8)

        return turn


class Turns:
    """One who takes turn after turn until the drill is over; rests while hushed."""

    def __init__(
        self,
        turn: Callable[[Random], float],
        chance: Random,
        over: threading.Event,
        may_go: threading.Event,
    ) -> None:
        """Remember what a turn is; it returns the seconds until the next."""
        self._turn = turn
        self._chance = chance
        self._over = over
        self._may_go = may_go
        self.is_resting = True

    def run(self) -> None:
        """Take turns."""
        while not self._over.is_set():
            self.is_resting = True
            self._may_go.wait()
            self.is_resting = False
            pause = self._take()
            self.is_resting = True
            self._over.wait(pause)

    def _take(self) -> float:
        if not self._may_go.is_set():
            return 0.0
        try:
            return self._turn(self._chance)
        except (hands.NoAnswer, KeyError, TypeError):
            return self._chance.uniform(0.2, 0.5)
        except GoneHome:
            return 0.0
