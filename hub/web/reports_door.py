"""Where a report is begun, or ended before it is done."""

from __future__ import annotations

import re

import msgspec

from events.unfit import UNREADABLE, why
from hub.application import door
from hub.application.exports import (
    CannotExport,
    ExportNow,
    ExportsBusy,
    ToExport,
)
from hub.web.answers import Refusal, malformed
from hub.web.asgi import Receive, Scope, Send
from hub.web.body import read_body
from hub.web.reports import EXPORTS, bad_period, exports_of, send_export
from hub.web.settings import WebSettings

CANCEL = re.compile(rf"{EXPORTS}/([^/]{{1,64}})/cancel")
PATHS = (EXPORTS, rf"{EXPORTS}/[^/]{{1,64}}/cancel")


class ReportsDoor:
    """Takes what is asked to whoever makes reports."""

    def __init__(self, settings: WebSettings) -> None:
        """Remember who makes reports, and who may ask once more."""
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await read_body(scope, receive)
        if not self._settings.passes(scope["client"][0] if scope["client"] else ""):
            raise Refusal.of(door.refuse("flood"))
        exports = exports_of(self._settings)
        if (named := CANCEL.fullmatch(scope["path"])) is not None:
            await send_export(send, exports.cancel(named[1]))
            return
        await send_export(send, self._begun(body))

    def _begun(self, body: bytes) -> ExportNow:
        try:
            asked = msgspec.json.decode(body or b"{}", type=ToExport)
            return exports_of(self._settings).begin(asked)
        except UNREADABLE as error:
            raise malformed(why(error)) from error
        except ExportsBusy as error:
            raise Refusal("hub-busy", error.text.vi, error.text.en) from error
        except CannotExport as error:
            raise bad_period(error) from error
