"""The extras of setup.cfg are true: what a wing imports, its machine installs."""

import ast
import configparser
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
OURS = {"counter_device", "events", "firmware_config", "hub", "ticket_printer"}

# The longest beginning counts: the virtual panels and the demo need more.
NEEDS = {
    "events": (),
    "firmware_config": (),
    "hub": ("hub",),
    "hub/demo": ("demo",),
    "counter_device": ("counter",),
    "counter_device/virtual": ("counter", "panel"),
    "ticket_printer": ("dispenser",),
    "ticket_printer/virtual": ("dispenser", "panel"),
}

# What a library promises to bring along, as part of its own interface.
BRINGS = {
    "flask": {"jinja2", "markupsafe", "werkzeug"},
    "python-escpos": {"pyserial", "pyusb"},
}


def settings() -> configparser.ConfigParser:
    """Return setup.cfg."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def installed_with(*extras: str) -> set[str]:
    """Return the distributions that Layso with these extras asks for."""
    options = settings()
    lines = options["options"]["install_requires"].splitlines()
    for extra in extras:
        lines += options["options.extras_require"][extra].splitlines()
    asked = [Requirement(line) for line in lines if line.strip()]
    names: set[str] = {canonicalize_name(each.name) for each in asked}
    for each in asked:
        names |= installed_with(*each.extras) if each.name == "layso" else set()
        names |= BRINGS.get(each.name, set())
    return names


def imported_by(file: Path) -> set[str]:
    """Return the top names that a file imports from outside the house."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(str(node.module).split(".")[0])
    return names - OURS - set(sys.stdlib_module_names)


def need_of(place: str) -> str:
    """Return the longest row of NEEDS that a file's place begins with."""
    return max((row for row in NEEDS if place.startswith(row)), key=len)


@pytest.mark.parametrize("row", NEEDS)
def test_what_is_imported_is_installed(row) -> None:
    """No module imports what the extras of its machine leave out."""
    providers = packages_distributions()
    there = installed_with(*NEEDS[row])
    strange = []
    for file in sorted((ROOT / row.split("/")[0]).rglob("*.py")):
        place = str(file.relative_to(ROOT))
        if need_of(place) == row:
            for name in imported_by(file):
                makers = {canonicalize_name(d) for d in providers.get(name, [name])}
                strange += [] if makers & there else [f"{place}: {name}"]

    assert strange == []


def packed() -> set[Path]:
    """Return the files that setup.cfg packs beside the code."""
    rows = settings()["options.package_data"]
    folders = {row: ROOT / row.replace(".", "/") for row in rows if row != "*"}
    files = {
        file
        for row, folder in folders.items()
        for pattern in rows[row].split()
        for file in folder.glob(pattern)
    }
    return files | set(ROOT.glob("*/py.typed"))


def test_every_page_font_and_profile_is_packed() -> None:
    """An installed Layso has every file that a checkout has."""
    there = {
        file
        for wing in OURS
        for file in (ROOT / wing).rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc")
    }

    assert there - packed() == set()
