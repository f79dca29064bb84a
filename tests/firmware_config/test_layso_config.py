"""`layso-config` at the command line."""

import pytest

from firmware_config.__main__ import main
from firmware_config.load import PROFILES, load_site
from firmware_config.render.systemd import units

PROFILE_FILES = sorted(PROFILES.glob("*.toml"))


@pytest.mark.parametrize("file", PROFILE_FILES, ids=lambda file: file.stem)
def test_every_profile_can_be_used(file, capsys) -> None:
    """A site file that ships with Layso is without fault or warning."""
    assert main(["check", str(file)]) == 0

    said = capsys.readouterr().out
    assert said.startswith("ok: ")
    assert "warning" not in said


def test_the_demo_is_marked_as_invented() -> None:
    """The demo's site marks every page and slip."""
    assert load_site(PROFILES / "demo.toml").office.demo


def test_a_faulty_site_ends_with_2(tmp_path, capsys) -> None:
    """A fault goes to standard error, as a sentence and without a trace."""
    file = tmp_path / "site.toml"
    file.write_text("[offices]\n", encoding="utf-8")

    assert main(["check", str(file)]) == 2

    assert capsys.readouterr().err == (
        'site.toml line 1, offices: "offices" is not a key here. '
        'Write "office", or remove it.\n'
    )


def test_a_warning_does_not_stop_a_site(small, tmp_path, capsys) -> None:
    """A site that works badly is still a site."""
    file = tmp_path / "site.toml"
    file.write_text(f"{small}[screen]\nheight_mm = 300\n", encoding="utf-8")

    assert main(["check", str(file)]) == 0
    assert "\nwarning: screen:" in capsys.readouterr().out


def test_the_example_can_be_used(tmp_path, capsys) -> None:
    """What `example` prints is a site file that passes the check."""
    main(["example"])
    file = tmp_path / "site.toml"
    file.write_text(capsys.readouterr().out, encoding="utf-8")

    assert main(["check", str(file)]) == 0


def test_files_are_written_into_the_folder(tmp_path, capsys) -> None:
    """`render` makes the folder and names every file it wrote."""
    folder = tmp_path / "new"

    assert main(["render", str(PROFILES / "demo.toml"), "--to", str(folder)]) == 0

    named = capsys.readouterr().out.split()
    assert sorted(named) == sorted(str(file) for file in folder.iterdir())


def test_a_folder_that_cannot_be_made(tmp_path, capsys) -> None:
    """A folder that cannot be written is answered with a sentence."""
    (tmp_path / "taken").touch()
    site = str(PROFILES / "demo.toml")

    assert main(["render", site, "--to", str(tmp_path / "taken")]) == 2
    assert "Name a folder that can be written." in capsys.readouterr().err


def test_every_box_has_its_unit() -> None:
    """Each device starts again by itself for ever, in its own folder and name."""
    made = units(load_site(PROFILES / "raspberry-pi.toml"))

    unit = made["layso-device-counter-2.service"]
    assert "layso-counter --site /etc/layso/site.toml --device counter-2" in unit
    assert "Restart=always\n" in unit
    assert "StartLimitIntervalSec=0\n" in unit
    assert "StateDirectory=layso/device/counter-2\n" in unit
    assert "GPIOZERO_PIN_FACTORY=lgpio\n" in unit


def test_nobody_else_reads_what_a_part_keeps() -> None:
    """Every part's folder and files are its user's alone, the broker's too."""
    made = units(load_site(PROFILES / "raspberry-pi.toml"))

    services = [text for name, text in made.items() if name.endswith(".service")]
    assert len(services) > 4
    for unit in services:
        assert "StateDirectoryMode=0700\nUMask=0077\n" in unit


def test_systemd_watches_the_hub() -> None:
    """The hub says when it is ready and that it lives; the boxes need not."""
    made = units(load_site(PROFILES / "raspberry-pi.toml"))

    assert "Type=notify\nWatchdogSec=60\n" in made["layso-hub.service"]
    assert "Restart=always\n" in made["layso-hub.service"]
    assert "Type=notify" not in made["layso-device-counter-2.service"]


def test_the_hub_waits_for_its_broker() -> None:
    """With mosquitto the hub's unit wants the broker's."""
    made = units(load_site(PROFILES / "raspberry-pi.toml"))

    assert "Wants=layso-broker.service\n" in made["layso-hub.service"]
    assert "mosquitto -c /etc/layso/mosquitto.conf" in made["layso-broker.service"]


def test_an_embedded_broker_has_no_unit() -> None:
    """The hub starts the embedded broker itself."""
    assert "layso-broker.service" not in units(load_site(PROFILES / "demo.toml"))
