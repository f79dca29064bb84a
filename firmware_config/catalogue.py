"""The file of procedures and service levels that an office begins with, each dated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from events.settings import Level, Procedure
from firmware_config.errors import Problem, SiteError
from firmware_config.load import PROFILES, converted, read, toml
from firmware_config.site import Site

STANDARD = PROFILES / "catalogue.toml"


class Catalogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Levels and procedures; several rows of one id follow each other in time."""

    levels: Annotated[tuple[Level, ...], Meta(min_length=1)]
    procedures: tuple[Procedure, ...] = ()


def catalogue_of(site: Site) -> Catalogue:
    """Return the catalogue a site begins with: rows of the services it offers."""
    found = load_catalogue(site.office.catalogue or STANDARD)
    offered = {service.id for service in site.services}
    return Catalogue(
        levels=found.levels,
        procedures=tuple(row for row in found.procedures if row.service in offered),
    )


def load_catalogue(path: str | Path) -> Catalogue:
    """Return the rows that a file holds, checked; SiteError if it cannot be used."""
    file = Path(path)
    return parse_catalogue(read(file), name=file.name)


def parse_catalogue(text: str, *, name: str = "catalogue.toml") -> Catalogue:
    """Return the rows that a TOML text holds; errors call it by `name`."""
    found = converted(toml(text, name), Catalogue, text, name)
    if wrong := [*_levels_known(found), *_dated(found)]:
        raise SiteError.at(name, text, wrong)
    return found


def is_catalogue(path: str | Path) -> bool:
    """Whether a file holds a catalogue and not a site, as its tables say."""
    file = Path(path)
    return not {"levels", "procedures"}.isdisjoint(toml(read(file), file.name))


def _levels_known(catalogue: Catalogue) -> Iterator[Problem]:
    known = [level.id for level in catalogue.levels]
    for n, row in enumerate(catalogue.procedures):
        if row.level not in known:
            text = f'"{row.level}" is not a level here ({", ".join(known)}). '
            advice = "Name one of those, or add the level."
            yield Problem(("procedures", n, "level"), text + advice)


def _dated(catalogue: Catalogue) -> Iterator[Problem]:
    yield from _once("levels", catalogue.levels)
    yield from _once("procedures", catalogue.procedures)


def _once(table: str, rows: Sequence[Level | Procedure]) -> Iterator[Problem]:
    """Yield the rows that end before they begin, or stand beside one of their id."""
    spans = [
        (n, row.id, row.valid_from or date.min, row.valid_until or date.max)
        for n, row in enumerate(rows)
    ]
    for n, name, first, last in spans:
        if first > last:
            text = f'"{name}" ends on {last}, before it begins. Correct the dates.'
            yield Problem((table, n, "valid_until"), text)
    for (_, one, a, b), (n, name, first, last) in combinations(spans, 2):
        if one == name and a <= last and first <= b:
            text = f'"{name}" stands twice for the same days. End the earlier row.'
            yield Problem((table, n, "id"), text)
