"""The catalogue of procedures is read, or the technician learns what to correct."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from firmware_config.__main__ import main
from firmware_config.catalogue import (
    STANDARD,
    catalogue_of,
    load_catalogue,
    parse_catalogue,
)
from firmware_config.errors import SiteError
from firmware_config.load import load_site, parse_site

ROWS = """\
[[levels]]
id = "full"
names = { vi = "Toàn trình", en = "Fully online" }
valid_from = 2022-08-01

[[procedures]]
id = "stay"
service = "A"
names = { vi = "Đăng ký tạm trú", en = "Temporary residence" }
level = "full"
valid_until = 2026-12-31

[[procedures]]
id = "stay"
service = "B"
names = { vi = "Đăng ký tạm trú", en = "Temporary residence" }
level = "full"
valid_from = 2027-01-01
"""


@pytest.fixture
def wrong() -> Callable[[str, str], str]:
    """What is said of the rows with one text replaced."""

    def said(was: str, to: str) -> str:
        assert was in ROWS
        with pytest.raises(SiteError) as caught:
            parse_catalogue(ROWS.replace(was, to, 1))
        return str(caught.value)

    return said


def test_rows_are_dated() -> None:
    """Rows of one id follow each other in time."""
    rows = parse_catalogue(ROWS)

    assert rows.levels[0].valid_from == date(2022, 8, 1)
    assert [row.service for row in rows.procedures] == ["A", "B"]


def test_the_standard_catalogue_serves_the_demo() -> None:
    """The file that comes with Layso has rows for each service it speaks of."""
    rows = load_catalogue(STANDARD)

    assert {row.service for row in rows.procedures} == set("ABCD")
    assert {row.level for row in rows.procedures} == {"full", "partial"}
    assert [level.names.vi for level in rows.levels] == ["Toàn trình", "Một phần"]


def test_a_site_begins_with_the_rows_of_its_services(small) -> None:
    """Rows of services that an office does not offer are left out."""
    rows = catalogue_of(parse_site(small))

    assert {row.service for row in rows.procedures} == {"A", "B"}
    assert len(rows.levels) == 2


def test_a_site_names_a_catalogue_beside_it(small, tmp_path) -> None:
    """The path in the site file goes from the folder of the site file."""
    (tmp_path / "rows.toml").write_text(ROWS, encoding="utf-8")
    site = tmp_path / "site.toml"
    named = small.replace('phase = "2"', 'phase = "2"\ncatalogue = "rows.toml"')
    site.write_text(named, encoding="utf-8")

    assert [r.id for r in catalogue_of(load_site(site)).procedures] == ["stay", "stay"]


@pytest.mark.parametrize(
    ("was", "to", "said"),
    [
        (
            'level = "full"',
            'level = "four"',
            'catalogue.toml line 10, procedures[1].level: "four" is not a level here '
            "(full). Name one of those, or add the level.",
        ),
        (
            'service = "A"',
            'services = "A"',
            'catalogue.toml line 8, procedures[1].services: "services" is not a key '
            'here. Write "service", or remove it.',
        ),
        (
            'service = "A"',
            'service = "a"',
            'catalogue.toml line 8, procedures[1].service: "a" cannot stand here. '
            "Write a service: one letter, A to Z.",
        ),
        (
            "valid_until = 2026-12-31",
            'valid_until = "cuối năm"',
            'catalogue.toml line 11, procedures[1].valid_until: "cuối năm" cannot '
            "stand here. Write a date such as 2026-12-31, without quotes.",
        ),
        (
            "valid_until = 2026-12-31",
            "valid_until = 2027-02-01",
            'catalogue.toml line 14, procedures[2].id: "stay" stands twice for the '
            "same days. End the earlier row.",
        ),
        (
            "valid_from = 2022-08-01",
            "valid_from = 2022-08-01\nvalid_until = 2021-01-01",
            'catalogue.toml line 5, levels[1].valid_until: "full" ends on 2021-01-01, '
            "before it begins. Correct the dates.",
        ),
    ],
)
def test_a_wrong_row_is_said_in_words(wrong, was, to, said) -> None:
    """A wrong row names file, line and key, and says what to write."""
    assert wrong(was, to) == said


def test_a_catalogue_needs_levels() -> None:
    """Procedures without any level cannot be used."""
    with pytest.raises(SiteError, match='"levels" is missing'):
        parse_catalogue("procedures = []\n")


def test_check_knows_a_catalogue(tmp_path, capsys) -> None:
    """`layso-config check` takes a catalogue too, and says what it holds."""
    file = tmp_path / "rows.toml"
    file.write_text(ROWS, encoding="utf-8")

    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out == "ok: 1 levels, 2 procedures\n"


def test_check_looks_at_the_sites_catalogue(small, tmp_path, capsys) -> None:
    """A site whose catalogue cannot be used does not pass the check."""
    site = tmp_path / "site.toml"
    named = small.replace('phase = "2"', 'phase = "2"\ncatalogue = "rows.toml"')
    site.write_text(named, encoding="utf-8")

    assert main(["check", str(site)]) == 2
    assert "rows.toml: No such file" in capsys.readouterr().err

    (tmp_path / "rows.toml").write_text("[[levels]]\n", encoding="utf-8")
    assert main(["check", str(site)]) == 2
    assert 'rows.toml line 1, levels[1]: "id" is missing' in capsys.readouterr().err


def test_the_profiles_name_no_catalogue() -> None:
    """What ships with Layso goes by the rows that ship with it."""
    site = load_site(STANDARD.with_name("demo.toml"))

    assert catalogue_of(site) == catalogue_of(replace(site))
    assert site.office.catalogue == ""
