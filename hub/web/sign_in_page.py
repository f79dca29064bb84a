"""`GET /sign-in`: the PIN pad, and where one goes on from there."""

from __future__ import annotations

import re

from flask import Blueprint, Response, make_response, render_template, request

from hub.web.settings import WebSettings

# A path of our own: no other host, which `//host` and `/\host` would be.
OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,500}", re.ASCII)


def routes(settings: WebSettings) -> Blueprint:
    """Return the address of the way in."""
    parts, site = Blueprint("sign_in", __name__), settings.site

    @parts.get("/sign-in")
    def sign_in() -> Response:
        page = render_template(
            "sign_in.html",
            site=site,
            to=own_path(request.args.get("to", "")),
            is_other_role=request.args.get("why") == "role",
            keys="123456789",
        )
        response = make_response(page)
        response.headers["Cache-Control"] = "no-store"
        return response

    return parts


def own_path(text: str) -> str:
    """Return where to go on, or nothing if that is not a page of ours."""
    return text if OWN_PATH.fullmatch(text) else ""
