"""In which forms a report can be had; what a form needs is loaded when it is wanted."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from hub.reports.report import Report


class Form(StrEnum):
    """A form of a report, by the end of its file's name."""

    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


def written(report: Report, form: Form, made: datetime) -> bytes:
    """Return the report in a form."""
    match form:
        case Form.PDF:
            from hub.reports.paper import as_pdf  # noqa: PLC0415  # 0.2 s to load

            return as_pdf(report)
        case Form.HTML:
            from hub.reports.page import as_html  # noqa: PLC0415  # the same

            return as_html(report)
        case Form.XLSX:
            from hub.reports.sheets import as_xlsx  # noqa: PLC0415  # the same

            return as_xlsx(report, made)
        case Form.CSV:
            from hub.reports.lines import as_csv  # noqa: PLC0415  # the same

            return as_csv(report)
        case Form.JSON:
            from hub.reports.plain import as_json  # noqa: PLC0415  # the same

            return as_json(report)


def file_name(office: str, stem: str, form: Form, *, is_internal: bool) -> str:
    """Return how a report's file is called: bao-cao-hk01-2026-11.pdf."""
    mark = "-noi-bo" if is_internal else ""
    return f"bao-cao-{office}-{stem}{mark}.{form}"
