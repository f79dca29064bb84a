"""`layso-config`: checks a site file, writes what follows from it, shows an example."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from firmware_config.catalogue import (
    Catalogue,
    catalogue_of,
    is_catalogue,
    load_catalogue,
)
from firmware_config.checks import warnings
from firmware_config.errors import SiteError
from firmware_config.load import PROFILES, load_site
from firmware_config.render.mosquitto import broker_files
from firmware_config.render.systemd import units
from firmware_config.site import Site


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 2 if the site file is not."""
    options = _parser().parse_args(arguments)
    try:
        said: str = options.run(options)
    except SiteError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command line speaks by print
        return 2
    print(said)  # noqa: T201 - a command line speaks by print
    return 0


def _check(options: argparse.Namespace) -> str:
    if is_catalogue(options.site):
        return _rows(load_catalogue(options.site))
    site = load_site(options.site)
    catalogue_of(site)
    return "\n".join([_summary(site), *(f"warning: {w}" for w in warnings(site))])


def _render(options: argparse.Namespace) -> str:
    site = load_site(options.site)
    folder: Path = options.to
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in _files(site).items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        msg = f"{error.filename}: {error.strerror}. Name a folder that can be written."
        raise SiteError(msg) from error
    return "\n".join(str(folder / name) for name in _files(site))


def _example(options: argparse.Namespace) -> str:
    file = PROFILES / f"{options.profile}.toml"
    return file.read_text(encoding="utf-8").rstrip()


def _summary(site: Site) -> str:
    return (
        f"ok: {site.office.id}, {site.office.name.vi}: {len(site.services)} services, "
        f"{len(site.counters)} counters, {len(site.dispensers)} dispensers, "
        f"{len(site.boxes)} counter boxes"
    )


def _rows(catalogue: Catalogue) -> str:
    return f"ok: {len(catalogue.levels)} levels, {len(catalogue.procedures)} procedures"


def _files(site: Site) -> dict[str, str]:
    return units(site) | broker_files(site)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="layso-config", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check", help="say whether a site file or catalogue can be used"
    )
    check.add_argument("site", type=Path)
    check.set_defaults(run=_check)
    render = commands.add_parser("render", help="write units and broker configuration")
    render.add_argument("site", type=Path)
    render.add_argument("--to", type=Path, required=True, metavar="DIR")
    render.set_defaults(run=_render)
    example = commands.add_parser("example", help="print a file to begin with")
    known = sorted(file.stem for file in PROFILES.glob("*.toml"))
    example.add_argument("profile", nargs="?", default="raspberry-pi", choices=known)
    example.set_defaults(run=_example)
    return parser


if __name__ == "__main__":
    sys.exit(main())
