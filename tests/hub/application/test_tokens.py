"""The follow token is known to the visitor and the hub, and to nobody else."""

from __future__ import annotations

import re
from pathlib import Path

from events.day import CloseDay
from events.visit import CallNext, IssueTicket
from hub.application.tokens import FollowTokens
from hub.store.sqlite import SQLiteEventStore
from tests.hub.rig import SECRET, URL, Rig


def test_it_is_128_bits_in_22_signs() -> None:
    """A token fits an address and cannot be guessed."""
    token = FollowTokens(SECRET, URL).token("visit-1")

    assert re.fullmatch(r"[0-9A-Za-z_-]{22}", token)
    assert len(token) * 6 >= 128


def test_it_is_the_visits_and_the_hubs_own() -> None:
    """Another visit or another secret has another token, the same pair the same."""
    tokens = FollowTokens(SECRET, URL)

    assert tokens.token("visit-1") == FollowTokens(SECRET, "").token("visit-1")
    assert tokens.token("visit-1") != tokens.token("visit-2")
    assert tokens.token("visit-1") != FollowTokens(b"t" * 32, URL).token("visit-1")


def test_the_address_has_one_slash() -> None:
    """However the site file ends its address."""
    for begin in (URL, f"{URL}/"):
        tokens = FollowTokens(SECRET, begin)
        assert tokens.url("v") == f"{URL}/t/{tokens.token('v')}"


def test_yesterdays_tokens_lead_nowhere(rig: Rig) -> None:
    """A token is good for its own day."""
    rig.open_with()
    follow = rig.accepted(IssueTicket(service="A")).follow
    assert follow is not None
    token = follow.rpartition("/")[2]
    assert rig.core.tokens.visit_of(token) is not None
    assert rig.core.tokens.visit_of("nobody's") is None

    rig.accepted(CloseDay())
    rig.clock.goes(days=1)
    rig.open_with()

    assert rig.core.tokens.visit_of(token) is None


def test_no_token_is_ever_stored(tmp_path: Path) -> None:
    """Not a byte of events.db holds a token: not in events, not in kept replies."""
    store = SQLiteEventStore(tmp_path / "events.db")
    rig = Rig(store)
    rig.open_with("1")
    follows = [rig.accepted(IssueTicket(service="A")).follow for _ in range(20)]
    assert len(set(follows)) == 20
    assert None not in follows
    reply = rig.accepted(CallNext(counter="1"))
    assert reply.follow is None
    rig.stop()
    store.close()

    disk = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert reply.visit is not None
    assert reply.visit.encode() in disk
    for follow in follows:
        assert str(follow).rpartition("/")[2].encode() not in disk
    assert b"/t/" not in disk
    assert SECRET not in disk
