"""Whatever is sent to the API, it answers as its document says.

A longer form: FUZZ_CASES=500 pytest tests/hub/web/test_openapi_fuzz.py, to which
--hypothesis-seed=N gives the seed; without it each run tries others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings

from hub.web import openapi
from hub.web.server import WebServer
from tests.hub.web.open_hub import open_hub

CASES = int(os.environ.get("FUZZ_CASES", "0"))
A_DAY = timedelta(days=1)
# A sound request may come too late, or with an id that another one had.
SOUND = [200, 404, 409, 410, 422]
CONFIG = schemathesis.Config.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": SOUND}}}
)
# A stream has no end that a case could wait for.
SCHEMA = schemathesis.openapi.from_dict(openapi.document(), config=CONFIG).exclude(
    path=[
        "/api/v1/events",
        "/api/v1/counters/{counter}/console/stream",
        "/manager/stream",
    ]
)


@pytest.fixture(scope="module")
def web() -> Iterator[WebServer]:
    """A real hub's web."""
    with open_hub() as (_, server):
        yield server


@pytest.fixture(scope="module")
def line() -> Iterator[requests.Session]:
    """A connection that is kept."""
    with requests.Session() as session:
        yield session


@SCHEMA.parametrize()
@settings(
    max_examples=CASES or 10,
    derandomize=not CASES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_documented(
    case: Any, web: WebServer, line: requests.Session
) -> None:
    """No fault, no status and no body but those that the document names."""
    expire_in_time(case)
    case.call_and_validate(base_url=web.url, session=line)


def expire_in_time(case: Any) -> None:
    """Have no command expire past a day ahead: a schema cannot say so."""
    headers = case.headers or {}
    with suppress(KeyError, ValueError, TypeError, OverflowError):
        expires = datetime.fromisoformat(headers["Expires-At"])
        if expires - datetime.now(UTC) > A_DAY:
            headers["Expires-At"] = (datetime.now(UTC) + A_DAY / 2).isoformat()
