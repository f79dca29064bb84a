"""What happened in a session is never refused."""

from __future__ import annotations

import pytest

from events import codec
from events.examples import EXAMPLES
from events.session import SessionStarted
from hub.domain.session_evolve import FOLDS
from tests.given import given_office

IN_A_SESSION = [
    body
    for body, _ in codec.EVENTS.values()
    if body.__module__ == SessionStarted.__module__
]


@pytest.mark.parametrize("body", IN_A_SESSION, ids=codec.NAMES.get)
def test_every_event_of_a_session_is_folded(body) -> None:
    """Every event of a session changes the sessions, if they know that one."""
    assert body in FOLDS


def test_nothing_else_changes_a_session() -> None:
    """Only events of sessions do."""
    assert set(FOLDS) == set(IN_A_SESSION)


@pytest.mark.parametrize("body", IN_A_SESSION, ids=codec.NAMES.get)
def test_what_is_told_of_an_unknown_session(body) -> None:
    """Of a session that the day does not know anything may be told."""
    name, _ = codec.NAMES[body]
    before = given_office()
    after = before.and_then(EXAMPLES[name])

    assert after.day == before.day
    if body is not SessionStarted:
        assert after.state == before.state
