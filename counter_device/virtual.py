"""The demo panel: a page that presses the mock pins and shows lamps and digits.

Bound to loopback; only a page of this machine may press, and only by JSON.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import msgspec
from flask import Flask, abort, render_template, request, send_from_directory
from msgspec import Struct
from waitress.server import create_server

from counter_device.app import Shown
from counter_device.keys import FACES, SCORES, Key
from counter_device.panel import PanelError, key_pins
from counter_device.segments import glyph
from firmware_config.page_assets import FOLDER, faces
from firmware_config.site import Box

LONGEST_MS = 10_000
TAP_S = 0.06
BETWEEN_S = 0.1
POLL_S = 10.0
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
FRAMES = "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*"
SHARED = (".css", ".woff2")
OWN = ("panel.css", "panel.js")


class KeyOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """A key to move."""

    key: Key


class PressOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """A key to press for so many milliseconds."""

    key: Key
    ms: int = 80


class NetworkOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """The network plug: pulled, or back in its socket."""

    cut: bool


class Stage:
    """What the box shows now, and a place to wait for what it shows next."""

    def __init__(self) -> None:
        """Begin with nothing shown."""
        self._news = threading.Condition()
        self._number = 0
        self._shown: Shown | None = None
        self.is_cut = False

    def show(self, shown: Shown) -> None:
        """Take what the box shows now."""
        with self._news:
            self._number, self._shown = self._number + 1, shown
            self._news.notify_all()

    def after(self, number: int) -> tuple[int, Shown | None]:
        """Return what is shown once it is no more that number, or after 10 s."""
        with self._news:
            self._news.wait_for(lambda: self._number != number, POLL_S)
            return self._number, self._shown


class Controls:
    """What the page can do to the box: move its keys, pull its plug."""

    def __init__(
        self, move: Callable[[Key, bool], None], cut: Callable[[bool], None]
    ) -> None:
        """Remember how."""
        self.move = move
        self.cut = cut
        self._one_hand = threading.Lock()

    def press(self, key: Key, seconds: float, times: int = 1) -> None:
        """Press the key so long, so many times; return when it is up."""
        with self._one_hand:
            for turn in range(times):
                time.sleep(BETWEEN_S if turn else 0)
                self.move(key, True)
                time.sleep(seconds)
                self.move(key, False)


def create_panel(
    box: Box, controls: Controls, stage: Stage, *, is_demo: bool = False
) -> Flask:
    """Return the page and its JSON, for one box."""
    panel = Flask(__name__, static_folder=None, template_folder="panel_page")
    panel.before_request(_only_this_machine)
    panel.after_request(_with_headers)
    panel.register_error_handler(msgspec.ValidationError, _bad_order)
    panel.register_error_handler(msgspec.DecodeError, _bad_order)
    _add_page(panel, box, is_demo)
    _add_state(panel, box, stage)
    _add_keys(panel, box, controls)
    _add_network(panel, controls, stage)
    return panel


def serve(panel: Flask, port: int) -> None:
    """Serve on loopback, on a thread that ends with the program."""
    try:
        server = create_server(panel, host="127.0.0.1", port=port, threads=8)
    except OSError as error:
        msg = f"The panel cannot use port {port}: {error.strerror}. Name another one."
        raise PanelError(msg) from error
    threading.Thread(target=server.run, name="panel", daemon=True).start()


def _add_page(panel: Flask, box: Box, is_demo: bool) -> None:
    @panel.get("/")
    def page() -> str:
        return render_template(
            "index.html",
            box=box,
            faces=[faces.FACES[SCORES[key] - 1] for key in FACES[len(box.face_keys)]],
            is_demo=is_demo,
            is_framed="framed" in request.args,
        )

    @panel.get("/assets/<path:name>")
    def asset(name: str) -> Any:
        if not name.endswith(SHARED):
            abort(404)
        return send_from_directory(FOLDER, name, max_age=3600)

    @panel.get("/<any(" + ",".join(map(repr, OWN)) + "):name>")
    def own(name: str) -> Any:
        return send_from_directory(Path(__file__).parent / "panel_page", name)


def _add_state(panel: Flask, box: Box, stage: Stage) -> None:
    @panel.get("/state")
    def state() -> dict[str, Any]:
        number, shown = stage.after(request.args.get("since", -1, int))
        about = {"device": box.id, "counter": box.counter, "cut": stage.is_cut}
        return {**about, "number": number, **_seen(shown)}


def _add_keys(panel: Flask, box: Box, controls: Controls) -> None:
    known = key_pins(box).keys()

    @panel.post("/press")
    def press() -> dict[str, Any]:
        order = _order(PressOrder, known)
        ms = max(1, min(order.ms, LONGEST_MS))
        controls.press(order.key, ms / 1000)
        return {"key": order.key, "ms": ms}

    @panel.post("/double")
    def double() -> dict[str, Any]:
        key = _order(KeyOrder, known).key
        controls.press(key, TAP_S, times=2)
        return {"key": key}

    @panel.post("/<any('down', 'up'):way>")
    def finger(way: str) -> dict[str, Any]:
        key = _order(KeyOrder, known).key
        controls.move(key, way == "down")
        return {"key": key}


def _add_network(panel: Flask, controls: Controls, stage: Stage) -> None:
    @panel.post("/network")
    def network() -> dict[str, Any]:
        stage.is_cut = _order(NetworkOrder).cut
        controls.cut(stage.is_cut)
        return {"cut": stage.is_cut}


def _seen(shown: Shown | None) -> dict[str, Any]:
    if shown is None:
        return {"connected": False, "lamps": {}, "digits": "", "segments": []}
    return {
        "connected": shown.is_connected,
        "lamps": shown.lamps._asdict(),
        "digits": shown.digits,
        "segments": [glyph(sign) for sign in shown.digits],
        "state": msgspec.to_builtins(shown.state),
        "sign": shown.sign,
        "key": shown.key,
        "refusal": msgspec.to_builtins(shown.refusal and shown.refusal.text),
    }


def _order(kind: type[Any], known: Collection[Key] = ()) -> Any:
    order = msgspec.json.decode(request.get_data(), type=kind)
    if known and order.key not in known:
        msg = f"This box has no key {order.key}"
        raise msgspec.ValidationError(msg)
    return order


def _only_this_machine() -> None:
    """Turn away what a strange page could send through this machine's browser."""
    if request.host.rpartition(":")[0] not in LOOPBACK and request.host not in LOOPBACK:
        abort(403, "Open this page as http://127.0.0.1.")
    if request.method != "POST":
        return
    if request.mimetype != "application/json":
        abort(415, "Send application/json.")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        abort(403, "Press the keys on the box's own page.")


def _with_headers(response: Any) -> Any:
    response.headers["Content-Security-Policy"] = f"default-src 'self' data:; {FRAMES}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.path in ("/", "/state"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _bad_order(error: Exception) -> tuple[dict[str, str], int]:
    return {"error": f'{error}. Send for example {{"key": "next", "ms": 80}}.'}, 400
