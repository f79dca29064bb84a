"""`GET /counter/{n}/slip/{session}`: the *phiếu hỗ trợ*, for the clerk's printer."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from hub.web.settings import WebSettings
from hub.web.slip_page import slip_page
from hub.web.ticket import unkept


def routes(settings: WebSettings) -> Blueprint:
    """Return the slip's address."""
    parts = Blueprint("slip", __name__)

    @parts.get("/counter/<counter>/slip/<session>")
    def slip(counter: str, session: str) -> Response:
        found = settings.slip(counter, session)
        page = None if found is None else slip_page(found)
        body = render_template(
            "slip.html", site=settings.site, page=page, counter=counter
        )
        return unkept(body, 404 if found is None else 200)

    return parts
