"""The demo panel: a page that presses the mock pins, shows lamps, paper and faults.

Bound to loopback; only a page of this machine may press, and only by JSON.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from flask import Flask, Response, abort, render_template, request, send_from_directory
from msgspec import Struct
from waitress.server import create_server

from events.replies import RefusalReply
from firmware_config.page_assets import FOLDER
from ticket_printer.bootstrap import Box, Place
from ticket_printer.job import Job
from ticket_printer.keys import PRIORITY, REPRINT, VirtualPins
from ticket_printer.line import Answer
from ticket_printer.virtual_printer import Trouble, VirtualPrinter

LONGEST_MS = 10_000
SLIPS_TOLD = 50
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
FRAMES = "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*"
PAGE = Path(__file__).parent / "panel_page"
Said = dict[str, Any]


class PressOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """A key to press for so many milliseconds."""

    key: str
    ms: int = 80


class FaultOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """What to do to the printer."""

    kind: Trouble


class NetworkOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """The network plug: pulled, or back in its socket."""

    cut: bool


def create_panel(place: Place, box: Box, pins: VirtualPins) -> Flask:
    """Return the page and its JSON, for one dispenser."""
    panel = Flask(__name__, static_folder=None, template_folder="panel_page")
    panel.before_request(_only_this_machine)
    panel.after_request(_with_headers)
    panel.register_error_handler(msgspec.MsgspecError, _bad_order)
    _add_page(panel, place)
    _add_state(panel, place, box, pins)
    _add_hands(panel, box, pins)
    return panel


def serve(panel: Flask, port: int) -> Callable[[], None]:
    """Serve on loopback, on a thread of its own; return how to end it."""
    server = create_server(panel, host="127.0.0.1", port=port, threads=8)
    threading.Thread(target=server.run, name="panel", daemon=True).start()
    close: Callable[[], None] = server.close
    return close


def _add_page(panel: Flask, place: Place) -> None:
    @panel.get("/")
    def page() -> str:
        return render_template(
            "index.html",
            dispenser=place.dispenser,
            services=[s for s in place.site.services if s.id in place.dispenser.keys],
            is_demo=place.site.office.demo,
            has_faults=place.dispenser.printer.kind == "virtual",
            is_framed="framed" in request.args,
        )

    @panel.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        if not name.endswith((".css", ".woff2")):
            abort(404)
        return send_from_directory(FOLDER, name, max_age=3600)

    @panel.get("/<any('panel.css', 'panel.js'):name>")
    def own(name: str) -> Response:
        return send_from_directory(PAGE, name)


def _add_state(panel: Flask, place: Place, box: Box, pins: VirtualPins) -> None:
    @panel.get("/state")
    def state() -> Said:
        shown, slips = box.app.shown, _slips(box)
        return {
            "device": place.dispenser.id,
            "connected": shown.is_connected,
            "cut": shown.is_cut,
            "lamps": pins.lit(),
            "lights": shown.lamps._asdict(),
            "asking": shown.is_asking,
            "refusal": _said(shown.refusal),
            "slips": [{"file": f, "ticket": _ticket(f)} for f in slips],
            "follow": _follow(shown.printed, slips),
            "printer": _printer(box, msgspec.to_builtins(shown.printer)),
        }

    @panel.get("/slips/<name>")
    def slip(name: str) -> Response:
        if not isinstance(box.printer, VirtualPrinter):
            abort(404)
        return send_from_directory(box.printer.folder.absolute(), name)


def _add_hands(panel: Flask, box: Box, pins: VirtualPins) -> None:
    one_hand = threading.Lock()

    @panel.post("/press")
    def press() -> Said:
        order: PressOrder = msgspec.json.decode(request.data, type=PressOrder)
        if order.key not in pins.keys:
            abort(404, f"There is no such key; there are: {', '.join(pins.keys)}.")
        ms = max(1, min(order.ms, LONGEST_MS))
        with one_hand:
            pins.press(order.key, ms / 1000)
        return {"key": order.key, "ms": ms}

    @panel.post("/fault")
    def fault() -> Said:
        order: FaultOrder = msgspec.json.decode(request.data, type=FaultOrder)
        if not isinstance(box.printer, VirtualPrinter):
            abort(409, "This printer is real: open its cover by hand.")
        box.printer.trouble = order.kind
        return {"kind": order.kind}

    @panel.post("/network")
    def network() -> Said:
        order: NetworkOrder = msgspec.json.decode(request.data, type=NetworkOrder)
        box.app.cut(order.cut)
        return {"cut": order.cut}


def _slips(box: Box) -> list[str]:
    if not isinstance(box.printer, VirtualPrinter):
        return []
    return [file.name for file in box.printer.slips()[-SLIPS_TOLD:]]


def _said(refusal: Answer | None) -> Said | None:
    """Return what the hub said to the press it last refused."""
    if refusal is None or not isinstance(refusal.reply, RefusalReply):
        return None
    text = refusal.reply.text
    return {"press": refusal.to, "vi": text.vi, "en": text.en}


def _follow(printed: Job | None, slips: list[str]) -> str | None:
    """Return the address in the newest slip's code, where it is known for sure."""
    if printed is None or not slips or _ticket(slips[-1]) != printed.ticket:
        return None
    return printed.follow


def _ticket(file: str) -> str:
    return file.removesuffix(".png").partition("-")[2]


def _printer(box: Box, said: Said) -> Said:
    printer = box.printer
    trouble = printer.trouble if isinstance(printer, VirtualPrinter) else None
    return {**said, "fault": trouble}


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
        abort(403, "Press the keys on the dispenser's own page.")


def _with_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = f"default-src 'self' data:; {FRAMES}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.path in ("/", "/state"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _bad_order(error: Exception) -> tuple[Said, int]:
    example = f'{{"key": "A" or "{PRIORITY}" or "{REPRINT}", "ms": 80}}'
    return {"error": f"{error}. Send for example {example}."}, 400
