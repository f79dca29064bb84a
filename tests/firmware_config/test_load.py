"""A site file is read, or the technician learns which line to correct."""

import pytest

from firmware_config.errors import SiteError
from firmware_config.load import load_site, parse_site


def test_a_small_site_is_enough(small) -> None:
    """Services, a counter and the office make a site; all else has a default."""
    site = parse_site(small)

    assert site.office.opens == "07:30"
    assert site.plan().counters[0].serves == ("A", "B")


def test_a_days_books_say_which_devices_there_are(small) -> None:
    """What is taken out of the file is not missed from then on."""
    assert parse_site(small).plan().devices == ("dispenser-1", "counter-1")


def test_a_site_is_read_from_its_file(small, tmp_path) -> None:
    """A site file is UTF-8 TOML."""
    file = tmp_path / "site.toml"
    file.write_text(small, encoding="utf-8")

    assert load_site(file).office.name.vi == "Bưu điện"


def test_a_file_that_is_not_there(tmp_path) -> None:
    """A missing file is named, with its folder."""
    with pytest.raises(SiteError, match=r"nowhere\.toml: No such file"):
        load_site(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_utf_8(tmp_path) -> None:
    """A file in an old Vietnamese code page is sent back to be saved as UTF-8."""
    file = tmp_path / "site.toml"
    file.write_bytes("operator = 'Bưu'".encode("cp1258"))

    with pytest.raises(SiteError, match="Save it as UTF-8"):
        load_site(file)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[office\n", "site.toml line 1, column 8: expected"),
        ('a = 1\nb = "x\n', "site.toml line 2, column 7: illegal"),
        ("a = 1\nb =", "site.toml line 2: invalid value"),
    ],
)
def test_broken_toml_names_its_line(text, where) -> None:
    """What is not TOML is answered with a line and what to do."""
    with pytest.raises(SiteError) as caught:
        parse_site(text)

    assert str(caught.value).startswith(where)
    assert "Correct it there" in str(caught.value)


@pytest.mark.parametrize(
    ("was", "to", "said"),
    [
        (
            'serves = ["A", "B"]',
            'sevres = ["A"]',
            'site.toml line 17, counters[1].sevres: "sevres" is not a key here. '
            'Write "serves", or remove it.',
        ),
        (
            'en = "Birth"',
            'fr = "Naissance"',
            'site.toml line 13, services[2].name.fr: "fr" is not a key here. '
            "Known are: vi, en. Take one, or remove it.",
        ),
        (
            'counter = "1"',
            "",
            'site.toml line 24, boxes[1]: "counter" is missing. '
            "Add it; `layso-config example` shows how.",
        ),
        (
            'id = "A"',
            'id = "AA"',
            'site.toml line 8, services[1].id: "AA" cannot stand here. '
            "Write a service: one letter, A to Z.",
        ),
        (
            'phase = "2"',
            "phase = 2",
            "site.toml line 5, office.phase: 2 cannot stand here. "
            'Write a text in "quotes".',
        ),
        (
            'phase = "2"',
            'phase = "2"\nopens = "7:30"',
            'site.toml line 6, office.opens: "7:30" cannot stand here. '
            "Write a time such as 07:30.",
        ),
        (
            "A = 17",
            "A = 40",
            "site.toml line 21, dispensers[1].keys: This cannot stand here. "
            "Write a whole number of at most 27.",
        ),
        (
            'serves = ["A", "B"]',
            "serves = []",
            "site.toml line 17, counters[1].serves: This cannot stand here. "
            "Write a list of at least 1 item(s).",
        ),
        (
            'counter = "1"',
            'counter = "1"\ndisplay = "led"',
            'site.toml line 27, boxes[1].display: "led" cannot stand here. '
            "Write one of none, tm1637, virtual.",
        ),
        (
            'reserve = "901-949"',
            "priority_key = true",
            "site.toml line 22, dispensers[1].priority_key: true cannot stand here. "
            "Write a whole number.",
        ),
    ],
)
def test_a_wrong_shape_is_said_in_words(complaint, was, to, said) -> None:
    """A wrong key or value names file, line and key, and says what to write."""
    assert complaint(was, to) == said


def test_a_misspelt_rule_is_not_passed_over(complaint) -> None:
    """Unknown keys are found in every table, also in those of the contract."""
    said = complaint(add="[rules]\ngrace_minutes = 5\n")

    assert '"grace_minutes" is not a key here. Write "grace_min"' in said


def test_every_unknown_key_is_named(complaint) -> None:
    """A technician corrects all misspelt keys in one go."""
    said = complaint(add="[hub]\nport = 1\n[screen]\nheight = 2\n")

    assert len(said.splitlines()) == 2


def test_an_empty_file(small) -> None:
    """An empty file lacks its first table."""
    with pytest.raises(SiteError, match='line 1: "office" is missing'):
        parse_site("")
