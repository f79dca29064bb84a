"""The parts of a site must fit each other."""

import pytest

from firmware_config.checks import warnings
from firmware_config.load import parse_site

SECOND = """
[[dispensers]]
id = "dispenser-2"
keys = { A = 17 }
"""


@pytest.mark.parametrize(
    ("was", "to", "said"),
    [
        (
            'serves = ["A", "B"]',
            'serves = ["A", "B", "Z"]',
            'site.toml line 17, counters[1].serves: "Z" is not a service of this office'
            " (A, B). Name one of those, or add the service.",
        ),
        (
            'serves = ["A", "B"]',
            'serves = ["A"]',
            'site.toml line 11, services[2]: no counter serves "B". '
            'Add it to a counter\'s "serves".',
        ),
        (
            "B = 27",
            "B = 27, C = 22",
            'site.toml line 21, dispensers[1].keys: "C" is not a service of this office'
            " (A, B). Name one of those, or add the service.",
        ),
        (
            'id = "B"',
            'id = "A"',
            'line 12, services[2].id: "A" is taken. Give each its own id.',
        ),
        (
            'id = "counter-1"',
            'id = "dispenser-1"',
            'line 25, boxes[1].id: "dispenser-1" is taken. Give each its own id.',
        ),
        (
            'id = "counter-1"',
            'id = "hub"',
            'line 25, boxes[1].id: "hub" is the hub\'s own name at the broker. '
            "Name the box otherwise.",
        ),
        (
            'counter = "1"',
            'counter = "7"',
            'line 26, boxes[1].counter: "7" is not a counter here (1). '
            "Name one of those, or add the counter.",
        ),
        (
            "B = 27",
            "B = 17",
            "line 19, dispensers[1]: pin 17 is both keys.A and keys.B. "
            "Give one another.",
        ),
        (
            "B = 27",
            "B = 19",
            "line 19, dispensers[1]: pin 19 is both keys.B and lamps.cut. "
            "Give one another.",
        ),
        (
            'counter = "1"',
            'counter = "1"\nkeys = { next = 27 }',
            "boxes[1]: pin 27 is both keys.next and keys.recall. Give one another.",
        ),
        (
            'counter = "1"',
            'counter = "1"\ndisplay = "tm1637"\ndisplay_dio = 17',
            "boxes[1]: pin 17 is both keys.next and display_dio. Give one another.",
        ),
        (
            'counter = "1"',
            'counter = "1"\nface_keys = [24, 25, 22]',
            "boxes[1]: pin 22 is both keys.start and face_keys[3]. Give one another.",
        ),
        (
            'counter = "1"',
            'counter = "1"\nface_keys = [24, 25, 24]',
            "boxes[1]: pin 24 is both face_keys[1] and face_keys[3]. Give one another.",
        ),
        (
            'counter = "1"',
            'counter = "1"\nface_keys = [24, 25, 26, 12]',
            "line 27, boxes[1].face_keys: 4 face(s) cannot be scored. "
            "Name three pins, five, or none.",
        ),
        (
            '"901-949"',
            '"949-901"',
            "line 22, dispensers[1].reserve: 949-901 is no range. "
            "Write one inside 901-999, low to high.",
        ),
        ('"901-949"', '"900-949"', "900-949 is no range. Write one inside 901-999"),
        (
            'phase = "2"',
            'phase = "2"\ncloses = "07:30"',
            "line 6, office.closes: the office closes at 07:30, not after it opens "
            "(07:30). Swap them.",
        ),
        (
            'phase = "2"',
            'phase = "2"\n\n[vault]\nkey = "vault.key"',
            'line 8, vault.key: "vault.key" depends on where the hub is started. '
            "Write the whole path, from / on.",
        ),
    ],
)
def test_what_does_not_fit_is_named(complaint, was, to, said) -> None:
    """Each misfit names file, line and key, and ends with what to do."""
    assert said in complaint(was, to)


@pytest.mark.parametrize("reserve", ["949-999", "910-920", "901-949"])
def test_reserves_must_not_overlap(complaint, reserve) -> None:
    """No two dispensers may give the same number while the hub is away."""
    said = complaint(add=f'{SECOND}reserve = "{reserve}"\n')

    assert f"{reserve} overlaps 901-949 of dispenser-1. Give each its own." in said


def test_reserves_side_by_side(small) -> None:
    """Dispensers share 901-999 without touching."""
    site = parse_site(f'{small}{SECOND}reserve = "950-999"\n')

    assert len(site.dispensers) == 2


def test_everything_wrong_is_said_at_once(complaint) -> None:
    """A technician sees every misfit in one go."""
    said = complaint('"901-949"', '"949-901"', add='[[boxes]]\nid="b"\ncounter="9"\n')

    assert len(said.splitlines()) == 2


def test_a_screen_that_can_be_read(small) -> None:
    """A 43-inch screen is enough at 5 m."""
    assert warnings(parse_site(small)) == ()


def test_a_screen_too_small_for_the_room(small) -> None:
    """The same screen at 8 m gives 17 mm per metre, and that is a warning only."""
    site = parse_site(f"{small}[screen]\nviewing_distance_m = 8\n")

    assert warnings(site) == (
        "screen: from 8 m away a number needs 27 mm of height per metre; this one can "
        "give 17. Take one at least 847 mm tall, or hang a second.",
    )
