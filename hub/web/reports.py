"""`GET /reports`: what is handed in; and what that page reads, as JSON.

Reports are made by child processes: here they are only begun, watched and fetched.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import Sequence
from urllib.parse import parse_qs

from flask import Blueprint, render_template
from msgspec import Struct

from events import codec
from events.ids import Reference
from events.local_time import business_date
from events.plan import Names
from hub.application.exports import (
    CannotExport,
    ExportNow,
    Exports,
    Named,
    Standing,
)
from hub.application.vault import Kind
from hub.application.vault_desk import VaultBusy, VaultDesk
from hub.web.answers import Refusal, not_found
from hub.web.asgi import App, Receive, Scope, Send, send_body, send_json, send_start
from hub.web.port import Hub
from hub.web.settings import WebSettings

REPORTS = "/api/v1/reports"
EXPORTS = "/api/v1/exports"
EXPORT = re.compile(rf"{EXPORTS}/([^/]{{1,64}})")
FILE = re.compile(r"/reports/files/([^/]{1,64})/([^/]{1,120})")
NOTES_WITHIN_S = 2.0
KINDS = {
    "pdf": b"application/pdf",
    "html": b"text/html; charset=utf-8",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": b"text/csv; charset=utf-8",
    "json": b"application/json",
}
# The report brings its look and letters with it, and neither script nor form.
OF_A_REPORT = (
    b"default-src 'none'; style-src 'unsafe-inline'; font-src data:; "
    b"frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)


class Proposal(Struct, frozen=True, kw_only=True):
    """What a manager proposes, known by where its words are kept; None: gone."""

    ref: Reference
    text: str | None


class ReportNow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The report of a period as it stands; `handed_in` is the digest it went out with.

    `periods` are those that have a name of their own, such as pilots; `standing` says
    whether the period is over, goes on, or is to come.
    """

    period: str
    first: dt.date
    last: dt.date
    names: Names
    periods: tuple[Named, ...]
    proposals: tuple[Proposal, ...] = ()
    handed_in: str | None = None
    standing: Standing = Standing.OVER


def routes(settings: WebSettings) -> Blueprint:
    """Return the page's address."""
    parts, site = Blueprint("reports", __name__), settings.site

    @parts.get("/reports")
    def reports() -> str:
        today = business_date(settings.now())
        return render_template("reports.html", site=site, today=today.isoformat())

    return parts


def views(hub: Hub, settings: WebSettings) -> dict[str, App]:
    """Return what is read on the event loop, by address."""
    return {
        REPORTS: ReportView(hub, settings),
        EXPORT.pattern: ExportView(settings),
        FILE.pattern: FileView(settings),
    }


def exports_of(settings: WebSettings) -> Exports:
    """Return who makes reports; where nobody does there is nothing at the address."""
    if settings.exports is None:
        raise not_found()
    return settings.exports


class ReportView:
    """What stands about a period: its days, its proposals, whether it went out."""

    def __init__(self, hub: Hub, settings: WebSettings) -> None:
        """Remember whom to ask."""
        self._hub = hub
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        del receive
        exports = exports_of(self._settings)
        said = parse_qs(scope["query_string"].decode("latin-1")).get("period", [""])
        words = said[0] or f"month:{business_date(self._settings.now()):%Y-%m}"
        try:
            days = exports.days(words)
        except CannotExport as error:
            raise bad_period(error) from error
        reports, of = self._hub.reports(), (days.first, days.last)
        now = ReportNow(
            period=words,
            first=days.first,
            last=days.last,
            names=days.names,
            periods=exports.named(),
            proposals=await texts(self._settings.vault, reports.proposed(of)),
            handed_in=reports.handed_in.get(of),
            standing=days.standing,
        )
        await send_json(send, 200, codec.encode(now))


async def texts(
    desk: VaultDesk | None, references: Sequence[str]
) -> tuple[Proposal, ...]:
    """Return proposals with their words; what the vault does not give now is None."""
    found = dict[str, str]()
    if desk is not None and references:
        wanted = dict.fromkeys(references, Kind.NOTE.value)
        try:
            async with asyncio.timeout(NOTES_WITHIN_S):
                asked = asyncio.wrap_future(desk.ask(lambda: desk.found(wanted)))
                found |= dict(await asked)
        except (VaultBusy, TimeoutError):
            pass
    return tuple(Proposal(ref=ref, text=found.get(ref)) for ref in references)


class ExportView:
    """How far a report is."""

    def __init__(self, settings: WebSettings) -> None:
        """Remember who makes reports."""
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        del receive
        named = EXPORT.fullmatch(scope["path"])
        exports = exports_of(self._settings)
        await send_export(send, exports.now(named[1]) if named else None)


def bad_period(error: CannotExport) -> Refusal:
    """Return what is said of a period: its own sentence, and nothing around it."""
    return Refusal("malformed", error.text.vi, error.text.en)


async def send_export(send: Send, now: ExportNow | None) -> None:
    """Answer with how far a report is; one that is not known is not there."""
    if now is None:
        raise gone()
    await send_json(send, 200, codec.encode(now))


def gone() -> Refusal:
    """Return what is said of a report that is not kept, or never was."""
    return Refusal(
        "not-found",
        "Báo cáo này không còn được giữ. Lập lại báo cáo.",
        "This report is not kept any more. Make it again.",
    )


class FileView:
    """The file of a report that is done, under the name it is to be kept by."""

    def __init__(self, settings: WebSettings) -> None:
        """Remember who makes reports."""
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        del receive
        named = FILE.fullmatch(scope["path"])
        exports = exports_of(self._settings)
        file = exports.file(named[1]) if named else None
        if file is None or named is None or named[2] != file.name:
            raise gone()
        try:
            body = await asyncio.to_thread(file.read_bytes)
        except OSError as error:
            raise gone() from error
        kind = file.suffix[1:]
        how = "inline" if kind == "html" else "attachment"
        headers = [
            (b"content-type", KINDS[kind]),
            (b"content-length", str(len(body)).encode()),
            (b"content-disposition", f'{how}; filename="{file.name}"'.encode()),
            (b"cache-control", b"no-store"),
            (b"content-security-policy", OF_A_REPORT),
        ]
        await send_start(send, 200, headers)
        await send_body(send, body)
