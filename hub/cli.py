"""What `layso-hub` is told on its command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from events import program_log
from events.mqtt_link import BadAddress, address
from firmware_config.load import load_site
from firmware_config.site import Site
from hub.bootstrap import HubConfig
from hub.commands import COMMANDS
from hub.web.settings import DemoLink, DemoPin


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the command line's words; wrong ones end with usage and 2."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = _parser()
    if words[:1] and not words[0].startswith("-"):
        others = ", ".join(COMMANDS)
        parser.error(f"there is no command {words[0]!r}; there are {others}, and run")
    return parser.parse_args(words)


def config(told: argparse.Namespace) -> HubConfig:
    """Return what the hub is to be started with; `SiteError` if the file is wrong."""
    site = _overridden(load_site(told.site), told)
    return HubConfig(
        site=site,
        data=told.data,
        demo_links=tuple(told.demo_panel),
        demo_pins=tuple(told.demo_pin),
        demo_is_fast=told.demo_fast,
        log=told.log,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="layso-hub",
        description="The hub of one office's waiting room.",
        epilog="Other commands: "
        + ", ".join(f"layso-hub {command} --help" for command in COMMANDS)
        + ".",
    )
    parser.add_argument("--site", type=Path, required=True, help="the site file")
    parser.add_argument(
        "--data", type=Path, default=Path("hub-data"), help="the data folder"
    )
    add = parser.add_argument
    add("--port", type=_port, help="HTTP port instead of the site file's")
    add("--mqtt-port", type=_port, help="port of the embedded broker")
    add("--broker", type=_broker, help="broker instead of the site file's")
    _add_of_a_demo(parser)
    program_log.add_options(parser)
    return parser


def _add_of_a_demo(parser: argparse.ArgumentParser) -> None:
    """Add what the demo tells its hub, most of it for the first page."""
    add = parser.add_argument
    add(
        "--demo-panel",
        type=_panel,
        action="append",
        default=[],
        metavar="TITLE=URL",
        help="a virtual box's panel to show on the first page",
    )
    add(
        "--demo-pin",
        type=_pin,
        action="append",
        default=[],
        metavar="CLERK=PIN",
        help="an invented account to tell on the first page",
    )
    add(
        "--demo-fast",
        action="store_true",
        help="a day is played in fast motion: waits are reckoned from today alone",
    )


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65_536:
        return int(text)
    msg = f"{text!r} is no port; use a number from 1 to 65535"
    raise argparse.ArgumentTypeError(msg)


def _broker(text: str) -> str:
    try:
        if text != "embedded":
            address.parse(text)
    except BadAddress as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _panel(text: str) -> DemoLink:
    title, _, url = text.partition("=")
    if url:
        return DemoLink(title, url)
    msg = f"{text!r} does not read TITLE=URL"
    raise argparse.ArgumentTypeError(msg)


def _pin(text: str) -> DemoPin:
    clerk, _, pin = text.partition("=")
    if clerk and pin:
        return DemoPin(clerk, pin)
    msg = f"{text!r} does not read CLERK=PIN"
    raise argparse.ArgumentTypeError(msg)


def _overridden(site: Site, told: argparse.Namespace) -> Site:
    changes: dict[str, Any] = {
        "http_port": told.port,
        "mqtt_port": told.mqtt_port,
        "broker": told.broker,
    }
    set_ones = {key: value for key, value in changes.items() if value is not None}
    return replace(site, hub=replace(site.hub, **set_ones))
