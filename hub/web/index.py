"""`GET /`: where everything is; in the demo, the table with the virtual boxes."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from flask import Blueprint, Response, make_response, render_template, request

from hub.web.guard import content_policy, is_loopback
from hub.web.settings import DemoLink, WebSettings


def routes(settings: WebSettings) -> Blueprint:
    """Return the first page's address."""
    parts = Blueprint("index", __name__)
    links, pins = settings.demo_links, settings.demo_pins
    policy = content_policy(origins(links))

    @parts.get("/")
    def index() -> Response:
        page = render_template(
            "index.html",
            site=settings.site,
            links=links,
            framed=framed,
            pins=pins if is_loopback(request.remote_addr or "") else (),
        )
        response = make_response(page)
        response.headers["Content-Security-Policy"] = policy
        return response

    return parts


def framed(url: str) -> str:
    """Return a box's address as the table frames it: the page then keeps short."""
    parts = urlsplit(url)
    query = f"{parts.query}&framed" if parts.query else "framed"
    return urlunsplit(parts._replace(query=query))


def origins(links: tuple[DemoLink, ...]) -> tuple[str, ...]:
    """Return the origins that the linked pages come from, each once, in order."""
    split = (urlsplit(link.url) for link in links)
    return tuple(dict.fromkeys(f"{one.scheme}://{one.netloc}" for one in split))
