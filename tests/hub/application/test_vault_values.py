"""What may be put into the vault, and how it is shown outside."""

from __future__ import annotations

import pytest

from hub.application.vault import Kind
from hub.application.vault_values import fault, masked, tidy, warning

USUAL = (
    (Kind.DOSSIER_CODE, "000.A0.01.H26-210212-9090"),
    (Kind.DOSSIER_CODE, "H15.50.05.13-261008-0975"),
    (Kind.DOSSIER_CODE, "g01-260930-1234567"),
    (Kind.DOSSIER_CODE, "H26.32.5-261122-0975"),
    (Kind.DOSSIER_CODE, "H26.1.22.333-261122-0975"),
    (Kind.CONSIGNMENT, "EA123456789VN"),
    (Kind.PHONE, "0912 345 678"),
    (Kind.PHONE, "+84 (912) 345-678"),
    (Kind.PHONE, "024 3825 1234"),
    (Kind.NOTE, "bất cứ điều gì"),
)
UNUSUAL = (
    (Kind.DOSSIER_CODE, "2026/0012"),
    (Kind.DOSSIER_CODE, "H26-260930-12"),
    (Kind.DOSSIER_CODE, "H26.3200.5-261122-0975"),
    (Kind.CONSIGNMENT, "123"),
    (Kind.PHONE, "12345"),
)


@pytest.mark.parametrize(("kind", "text"), USUAL)
def test_a_usual_thing_needs_no_second_look(kind: Kind, text: str) -> None:
    """What has the form of today is kept without a word."""
    assert fault(text, kind) is None
    assert warning(tidy(text, kind), kind) is None


@pytest.mark.parametrize(("kind", "text"), UNUSUAL)
def test_an_unusual_thing_is_kept_with_a_word(kind: Kind, text: str) -> None:
    """Forms change: a clerk is warned, never kept from going on."""
    assert fault(text, kind) is None
    said = warning(tidy(text, kind), kind)
    assert said is not None
    assert text not in said.vi + said.en


@pytest.mark.parametrize("kind", list(Kind))
def test_what_cannot_be_kept_is_said(kind: Kind) -> None:
    """Nothing at all, far too much, or signs that no keyboard has."""
    assert fault("  \n ", kind) is not None
    assert fault("…!", kind) is not None
    assert fault("9" * 501, kind) is not None
    assert fault("0912\x00345678", kind) is not None
    assert fault("a\ud800b", kind) is not None


def test_a_text_has_one_form() -> None:
    """Composed letters, no spaces around; a phone is its digits."""
    assert tidy(" e\u0302\u0301 ", Kind.NOTE) == "ế"
    assert tidy(" 0912 345.678 ", Kind.PHONE) == "0912345678"
    assert tidy("H26 -\n 1", Kind.DOSSIER_CODE) == "H26 - 1"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("000.00.01.H26-260930-0012", "…0012"),
        ("0912345678", "…5678"),
        ("12345", "…45"),
        ("a", "…"),
        ("", "…"),
    ],
)
def test_an_export_shows_the_last_signs(text: str, shown: str) -> None:
    """Enough to compare with paper in the hand, and never more than half."""
    assert masked(text) == shown
