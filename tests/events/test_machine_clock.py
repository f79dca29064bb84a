"""Whether something has set this machine's clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from events.machine_clock import MAY_BE_ANYTHING, is_clock_set, kernels_doubt


@pytest.mark.parametrize(
    ("doubt", "is_set"),
    [(None, False), (MAY_BE_ANYTHING, False), (MAY_BE_ANYTHING - 1, True), (0, True)],
)
def test_the_kernel_knows_who_set_the_clock(
    tmp_path: Path, doubt: int | None, is_set: bool
) -> None:
    """Without timesyncd, chrony and ntpd tell the kernel how sure they are."""
    assert is_clock_set(tmp_path / "synchronized", lambda: doubt) is is_set


def test_timesyncd_says_it_with_a_file(tmp_path: Path) -> None:
    """Its word is enough: the kernel's doubt grows until timesyncd asks again."""
    (tmp_path / "synchronized").touch()

    assert is_clock_set(tmp_path / "synchronized", lambda: MAY_BE_ANYTHING)


def test_the_kernel_may_be_asked_by_anybody() -> None:
    """It answers with microseconds up to its most, or a sandbox keeps it from that."""
    doubt = kernels_doubt()

    assert doubt is None or 0 <= doubt <= MAY_BE_ANYTHING
