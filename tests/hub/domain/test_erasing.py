"""Erasing leaves a trace, and the hub alone leaves it."""

from __future__ import annotations

from events.examples import story
from events.vault import ErasureReason, RecordErasure, VaultErased
from hub.domain.refusals import HubOnly
from tests.given import given_office
from tests.history import OFFICE

ERASE = RecordErasure(references=(story.NOTE,), reason=ErasureReason.EXPIRED)


def test_the_hub_says_what_it_erased() -> None:
    """What the hub has erased is recorded by reference, with the reason."""
    given_office(since=()).when(ERASE, by=f"/office/{OFFICE}/hub").then(
        VaultErased(references=(story.NOTE,), reason=ErasureReason.EXPIRED)
    )


def test_nobody_else_says_so() -> None:
    """No box, no clerk and no other office's hub records an erasure here."""
    for other in (f"/office/{OFFICE}/http", "/office/hk02/hub", "hub"):
        given_office().when(ERASE, by=other).refused(HubOnly)
