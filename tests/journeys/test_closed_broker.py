"""The whole house behind a broker that asks everybody for papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from firmware_config.load import PROFILES, load_site
from firmware_config.render.mosquitto import (
    BrokerFiles,
    access_list,
    closed_configuration,
)
from hub.demo.ports import free_port
from tests.brokers import mosquitto
from tests.certificates import Certificates
from tests.journeys.demo_house import demo, until

pytestmark = pytest.mark.journey

PROGRAMS = ("hub", "dispenser-1", "counter-1", "counter-2", "counter-3")


def test_a_visit_by_tls_with_an_account_for_each_program(tmp_path: Path) -> None:
    """With certificates and access list in force a number is issued and called."""
    papers, port = Certificates(tmp_path), free_port()
    for program in PROGRAMS:
        papers.make(program)
    shown = papers.make("localhost")
    site_file = tmp_path / "site.toml"
    profile = (PROFILES / "demo.toml").read_text(encoding="utf-8")
    where = f'[hub]\ntls_folder = "{tmp_path}"\n'
    site_file.write_text(profile.replace("[hub]\n", where), encoding="utf-8")
    (tmp_path / "acl").write_text(access_list(load_site(site_file)), encoding="utf-8")
    paths = (str(p) for p in (shown.ca, shown.cert, shown.key, tmp_path / "acl"))
    broker = mosquitto(port, closed_configuration(port, BrokerFiles(*paths)))

    with broker, demo(tmp_path, f"mqtts://localhost:{port}") as house:
        ticket = house.take_a_ticket("A")
        house.press("counter-1", "next")
        until(lambda: house.box("counter-1")["digits"] == ticket, "the digits")

    assert ticket == "A001"
