"""What `layso-hub` is told on its command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from firmware_config.load import load_site
from firmware_config.site import Site
from hub.bootstrap import HubConfig
from hub.web.settings import DemoLink


def read(argv: Sequence[str] | None = None) -> HubConfig:
    """Return what the hub is to be started with; `SiteError` if the file is wrong."""
    told = _parser().parse_args(argv)
    site = _overridden(load_site(told.site), told)
    links = tuple(DemoLink(*link.split("=", 1)) for link in told.demo_panel)
    return HubConfig(site=site, data=told.data, demo_links=links)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="layso-hub", description="The hub of one office's waiting room."
    )
    parser.add_argument("--site", type=Path, required=True, help="the site file")
    parser.add_argument(
        "--data", type=Path, default=Path("hub-data"), help="the data folder"
    )
    parser.add_argument("--port", type=int, help="HTTP port instead of the site file's")
    parser.add_argument("--mqtt-port", type=int, help="port of the embedded broker")
    parser.add_argument("--broker", help="broker instead of the site file's")
    parser.add_argument(
        "--demo-panel",
        action="append",
        default=[],
        metavar="TITLE=URL",
        help="a virtual box's panel to show on the first page",
    )
    return parser


def _overridden(site: Site, told: argparse.Namespace) -> Site:
    changes: dict[str, Any] = {
        "http_port": told.port,
        "mqtt_port": told.mqtt_port,
        "broker": told.broker,
    }
    set_ones = {key: value for key, value in changes.items() if value is not None}
    return replace(site, hub=replace(site.hub, **set_ones))
