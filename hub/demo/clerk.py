"""A clerk of the demo: presses the box's keys, and works in the session beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from hub.demo import hands
from hub.demo.house import House, Panel
from hub.demo.invented_help import ENDS, Act, Doing
from hub.demo.later import Later
from hub.demo.room import Guest, Room

TAP_MS = 70
HOLD_MS = 1_700
LOOK_EVERY_S = 0.4
RATE_AFTER_MIN = 0.3
FACES = {3: (1, 3, 5), 5: (1, 2, 3, 4, 5)}


class Clerk:
    """One hand at one counter; `work` goes on until the end."""

    def __init__(
        self,
        house: House,
        panel: Panel,
        room: Room,
        later: Later,
        end: threading.Event,
    ) -> None:
        """Remember the counter's box, and who is in the room."""
        self._api = f"{house.url}/api/v1"
        self._panel = panel
        self._room = room
        self._later = later
        self._end = end
        self.counter = str(panel.counter)
        site = house.site
        self._serves = next(c.serves for c in site.counters if c.id == panel.counter)
        self._faces = _faces(house, panel)
        self.real_s: Callable[[float], float] = lambda minutes: minutes * 60

    def work(self) -> None:
        """Serve whoever there is."""
        while not self._end.wait(LOOK_EVERY_S):
            counter = self._look()
            match counter and counter["state"]:
                case "idle":
                    self._next(counter)
                case "called":
                    self._welcome(self._room.guest(counter["ticket"]))
                case "serving":
                    guest = self._room.guest(counter["ticket"])
                    guest.seen_at(self.counter, counter.get("session"))
                    self._help(counter["ticket"], guest)
                case _:
                    pass

    def _next(self, counter: Any) -> None:
        guest = self._room.to_take_over(self.counter, self._serves)
        if guest is not None:
            there = {"session": guest.session, "from_counter": guest.counter}
            self._post(f"counters/{self.counter}/take-over", there)
        elif counter["waiting"]:
            self._key("next")

    def _welcome(self, guest: Guest) -> None:
        """Wait for the called visitor and begin; or give the visitor up."""
        if guest.visitor.comes:
            self._pass(guest.visitor.walk_min)
            self._key("start")
            return
        self._pass(1.5)
        self._key("recall")
        self._pass(1.5)
        self._key("recall", HOLD_MS)

    def _help(self, ticket: str, guest: Guest) -> None:
        """Do what is to be done, for as long as the visitor sits here."""
        while not self._end.is_set():
            if not guest.acts:
                self._key("start")
                return
            act = guest.acts.popleft()
            self._pass(act.after_min)
            if not self._still_serves(ticket):
                guest.acts.appendleft(act)
                return
            if act.doing in ENDS:
                guest.left()
            self._do(ticket, guest, act)
            if act.doing in ENDS:
                return

    def _do(self, ticket: str, guest: Guest, act: Act) -> None:
        match act.doing:
            case Doing.PARK:
                self._post(f"counters/{self.counter}/park", act.body)
                self._back_later(ticket, guest)
            case Doing.FINISH_AT_BOX:
                self._key("start")
                self._outcome_later(guest)
                self._rated(guest)
            case Doing.COMPLETE:
                self._post(f"sessions/{guest.session}/complete", act.body)
                self._rated(guest)
            case _:
                self._post(f"sessions/{guest.session}/{act.doing}", self._body(act))

    def _body(self, act: Act) -> dict[str, Any]:
        """Return an act's body, with a reference in place of what the vault keeps."""
        if act.secret is None:
            return act.body
        kept = {"kind": act.secret.kind, "text": act.secret.text}
        reference = self._post("vault", kept).get("ref")
        return {**act.body, act.secret.key: reference} if reference else act.body

    def _back_later(self, ticket: str, guest: Guest) -> None:
        back = self.real_s(guest.help.back_min or 0)
        self._later.after(back, lambda: self._post(f"tickets/{ticket}/return"))

    def _outcome_later(self, guest: Guest) -> None:
        """Fill in what the box could not say, a little after."""
        session, outcome = guest.session, guest.help.outcome
        if outcome is not None:
            body = {"outcome": outcome}
            self._later.after(
                self.real_s(1.0),
                lambda: self._post(f"sessions/{session}/complete", body),
            )

    def _rated(self, guest: Guest) -> None:
        said, link = guest.rating, guest.follow
        if said is None:
            return
        if said.by_phone and link is not None:
            body = {"score": said.score, "reasons": list(said.reasons)}
            self._later.after(
                self.real_s(2.0), lambda: hands.press(f"{link}/rating", body)
            )
        elif self._faces:
            self._pass(RATE_AFTER_MIN)
            face = min(self._faces, key=lambda score: abs(score - said.score))
            self._key(f"face-{face}")

    def _still_serves(self, ticket: str) -> bool:
        counter = self._look()
        here = counter and counter["state"] == "serving"
        return bool(here and counter["ticket"] == ticket)

    def _look(self) -> Any:
        return hands.look(f"{self._panel.url}/state")["state"]

    def _post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return hands.press(f"{self._api}/{path}", body)

    def _key(self, key: str, ms: int = TAP_MS) -> None:
        if not self._end.is_set():
            hands.press(f"{self._panel.url}/press", {"key": key, "ms": ms})
            self._end.wait(LOOK_EVERY_S)

    def _pass(self, minutes: float) -> None:
        self._end.wait(self.real_s(minutes))


def _faces(house: House, panel: Panel) -> tuple[int, ...]:
    box = next(box for box in house.site.boxes if box.id == panel.device)
    return FACES.get(len(box.face_keys), ())
