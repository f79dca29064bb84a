"""Reads a site file, or says in full what keeps it from being used."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.inspect import type_info
from msgspec.structs import replace

from firmware_config.checks import faults
from firmware_config.errors import SiteError
from firmware_config.shape import unknown_keys, wrong_value
from firmware_config.site import Site

T = TypeVar("T")

PROFILES = Path(str(files("firmware_config"))) / "profiles"


def load_site(path: str | Path) -> Site:
    """Return the office that a site file describes, checked; SiteError if it cannot."""
    file = Path(path)
    site = parse_site(read(file), name=file.name)
    if not site.office.catalogue:
        return site
    beside = str(file.parent / site.office.catalogue)
    return replace(site, office=replace(site.office, catalogue=beside))


def parse_site(text: str, *, name: str = "site.toml") -> Site:
    """Return the office that a TOML text describes; errors call it by `name`."""
    site = converted(toml(text, name), Site, text, name)
    if wrong := faults(site):
        raise SiteError.at(name, text, wrong)
    return site


def read(file: Path) -> str:
    """Return a file's text; SiteError if it has none that can be read."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        msg = f"{file.name}: this is not UTF-8 text. Save it as UTF-8."
        raise SiteError(msg) from error
    except OSError as error:
        msg = f"{file}: {error.strerror}. Name a file that can be read."
        raise SiteError(msg) from error


def converted(raw: dict[str, Any], kind: type[T], text: str, name: str) -> T:
    """Return what a TOML text says as that kind of thing; SiteError if it does not."""
    shape = type_info(kind)
    if strange := unknown_keys(raw, shape):
        raise SiteError.at(name, text, strange)
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise SiteError.at(name, text, [wrong_value(error, raw, shape)]) from error


def toml(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML text; SiteError with the line where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SiteError(_syntax(str(error), name, text)) from error


def _syntax(said: str, name: str, text: str) -> str:
    """Return "Invalid value (at line 3, column 5)" as a sentence with what to do."""
    reason, _, place = said.removesuffix(")").rpartition(" (at ")
    if not re.match(r"line \d+", place):
        place = f"line {text.rstrip().count(chr(10)) + 1}"
    return (
        f"{name} {place}: {reason[:1].lower()}{reason[1:]}. "
        'Correct it there: texts stand in "quotes", and every key stands once.'
    )
