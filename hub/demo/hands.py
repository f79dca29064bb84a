"""Hands for the demo: JSON by HTTP to hub and panels on this machine."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

WITHIN_S = 15.0


class NoAnswer(OSError):
    """Nobody answered, or with something else than JSON."""


def look(url: str) -> Any:
    """Return the JSON at an address."""
    return _ask(urllib.request.Request(url))


def press(url: str, body: dict[str, Any] | None = None) -> Any:
    """Post JSON to an address and return the JSON answer, a refusal too."""
    return _ask(
        urllib.request.Request(
            url,
            data=json.dumps(body or {}).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
    )


def _ask(request: urllib.request.Request) -> Any:
    try:
        with urllib.request.urlopen(request, timeout=WITHIN_S) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return _refusal(error)
    except (OSError, ValueError) as error:
        raise NoAnswer(str(error)) from error


def _refusal(error: urllib.error.HTTPError) -> Any:
    try:
        return json.load(error)
    except ValueError:
        msg = f"{error.url} answered {error.code}"
        raise NoAnswer(msg) from error
