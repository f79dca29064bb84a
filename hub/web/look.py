"""Design tokens and fonts, the same files that the boxes' panels show."""

from __future__ import annotations

from flask import Blueprint, Response, abort, send_from_directory

from firmware_config.page_assets import FOLDER

KEPT_S = 3_600
SHOWN = (".css", ".woff2")


def routes() -> Blueprint:
    """Return the addresses of what all pages share."""
    parts = Blueprint("look", __name__)

    @parts.get("/static/tokens.css", defaults={"name": "tokens.css"})
    @parts.get("/static/<any('fonts'):folder>/<name>")
    def shared(name: str, folder: str = ".") -> Response:
        if not name.endswith(SHOWN):
            abort(404)
        return send_from_directory(FOLDER / folder, name, max_age=KEPT_S)

    return parts
