"""What the web asks of whoever makes reports: to begin one, how far it is, its file."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Protocol

from msgspec import Meta, Struct

from events.plan import Names
from events.replies import Sentence

Percent = Annotated[str, Meta(pattern=r"^(\d{1,3}([.,]\d{1,2})?)?$", max_length=6)]


class ToExport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report to be made; `period` is a word such as month:2026-11.

    `people` and `dossiers` are the authority's own online shares, typed in percent.
    """

    period: Annotated[str, Meta(max_length=60)]
    form: Literal["html", "pdf", "xlsx", "csv", "json"] = "pdf"
    lang: Literal["vi", "en"] = "vi"
    is_internal: bool = False
    people: Percent = ""
    dossiers: Percent = ""
    source: Annotated[str, Meta(max_length=120)] = ""


class Stage(StrEnum):
    """How far a report is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ExportNow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report in the making; `done` from 0 to 1, `file` once it is there.

    It is of the days from `first` to `last`. `sha256` is the digest of the rows it
    rests on; `text` says why it failed.
    """

    id: str
    first: dt.date
    last: dt.date
    stage: Stage
    done: float = 0.0
    file: str | None = None
    sha256: str | None = None
    text: Sentence | None = None


class Standing(StrEnum):
    """Where a period stands today."""

    OVER = "over"
    GOES_ON = "goes-on"
    TO_COME = "to-come"


class Days(Struct, frozen=True, kw_only=True):
    """The days that a period's word names, both included."""

    first: dt.date
    last: dt.date
    names: Names
    standing: Standing = Standing.OVER


class Named(Struct, frozen=True, kw_only=True):
    """A period that can be chosen by its name, such as a pilot."""

    period: str
    names: Names


class CannotExport(Exception):
    """The report was not begun; the sentence says why and what to do."""

    def __init__(self, text: Sentence) -> None:
        """Remember the sentence in both languages."""
        super().__init__(text.en)
        self.text = text


class ExportsBusy(CannotExport):
    """Too many reports wait already; nothing was begun."""


class Exports(Protocol):
    """Makes reports, one after the other; may be asked from any thread."""

    def named(self) -> tuple[Named, ...]:
        """Return the periods that have a name of their own."""

    def days(self, period: str) -> Days:
        """Return the days that a word names, or raise `CannotExport`."""

    def begin(self, asked: ToExport) -> ExportNow:
        """Begin a report, or raise `CannotExport`."""

    def now(self, export: str) -> ExportNow | None:
        """Return how far a report is; None if it is not known, or no longer."""

    def cancel(self, export: str) -> ExportNow | None:
        """End a report before it is done; None if it is not known."""

    def file(self, export: str) -> Path | None:
        """Return the file of a report that is done."""
