"""The labels of numbers."""

import pytest

from hub.domain.numbering import label


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "A001"),
        (10, "A010"),
        (899, "A899"),
        (900, "A1000"),
        (901, "A1001"),
        (9_899, "A9999"),
        (9_900, "A10000"),
        (99_899, "A99999"),
    ],
)
def test_a_count_has_its_label(count, said) -> None:
    """The count-th ticket of a service has three digits up to 899, then more."""
    assert label("A", count) == said


def test_after_the_last_label_there_is_none() -> None:
    """A label has at most five digits."""
    assert label("A", 99_900) is None


def test_no_label_is_given_twice() -> None:
    """Every count has its own label, and none stands in the reserve."""
    labels = [label("B", count) for count in range(1, 3_000)]

    assert len(set(labels)) == len(labels)
    assert not {f"B{spare}" for spare in range(900, 1000)} & set(labels)
