"""The line on which a key stands."""

import pytest

from firmware_config.where import dotted, line_of

TEXT = '''\
# a comment with [office] in it
title = """
[not_a_table]
also = "not a key"
"""
screen.height_mm = 700

[office]   # the place
id = "hk01"
name = { vi = "Hà [Nội]", en = "Hanoi" }

[[counters]]
id = "1"
serves = [
    "A",  # [the first]
    "B",
]

[[counters]]
id = "2"
keys.next = 17

[counters.lamps]
cut = 19

[hub]
"http_port" = 8080
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("office",), 8),
        (("office", "id"), 9),
        (("office", "name", "en"), 10),
        (("office", "missing"), 8),
        (("screen", "height_mm"), 6),
        (("counters", 0, "serves", 1), 14),
        (("counters", 1), 19),
        (("counters", 1, "id"), 20),
        (("counters", 1, "keys", "next"), 21),
        (("counters", 1, "lamps", "cut"), 24),
        (("hub", "http_port"), 27),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_a_key_is_found(path, line) -> None:
    """A path leads to the line of its key, or of the nearest thing around it."""
    assert line_of(TEXT, path) == line


def test_items_are_counted_from_one() -> None:
    """People count counters from 1."""
    assert dotted(("counters", 1, "serves")) == "counters[2].serves"


def test_the_file_itself_has_no_path() -> None:
    """What concerns the whole file names no key."""
    assert dotted(()) == ""
