"""A report as one HTML file that needs nothing else: to be looked at and printed."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from firmware_config.page_assets import FOLDER as LOOK
from hub.reports.bars import drawing
from hub.reports.notation import bare_int, shown
from hub.reports.report import Report, Row
from hub.reports.values import Number, Value

HERE = Path(__file__).parent
FONTS = ("latin", "vietnamese")
WIDTH, HEIGHT = 640.0, 94.0


def as_html(report: Report) -> bytes:
    """Return the report as a whole document, its look and letters inside."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    lang = report.lang

    def say(value: Value) -> str:
        return shown(value, lang)

    def draw(rows: tuple[Row, ...]) -> object:
        return drawing(rows, WIDTH, HEIGHT)

    page = env.get_template("report.html").render(
        report=report,
        style=(HERE / "templates" / "report.css").read_text(encoding="utf-8"),
        fonts={name: _font(name) for name in FONTS},
        footer=report.footer.replace("\\", "").replace('"', "”"),
        say=say,
        draw=draw,
        kind=lambda block: type(block).__struct_config__.tag,
        is_number=lambda value: isinstance(value, Number),
        plain=lambda n: bare_int(n, lang),
    )
    return page.encode()


def _font(name: str) -> str:
    file = LOOK / "fonts" / f"public-sans-{name}-wght-normal.woff2"
    return b64encode(file.read_bytes()).decode()
