"""The tables of views.db, made from the rows that are kept in them."""

from __future__ import annotations

import hashlib
from types import NoneType
from typing import Any, get_args, get_type_hints

from hub.projections.measured.rows import TABLES, Table
from hub.projections.measures.figures import Figures
from hub.projections.measures.sheets import FORMULAS

# Raise it when the ledger makes other rows of the same events.
LEDGER = 3

ABOUT = "CREATE TABLE about (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID"
# What each day took over, so that one day can be written anew by itself.
CARRIED = (
    "CREATE TABLE carried (day TEXT PRIMARY KEY, position INTEGER NOT NULL, "
    "carried BLOB NOT NULL) WITHOUT ROWID"
)
# What the rows of a day before the newest add up to: made of them, and of nothing else.
SHEETS = "CREATE TABLE sheets (day TEXT PRIMARY KEY, sheet BLOB NOT NULL)"
# Events that are in no row, for a fault in the program.
SKIPPED = "CREATE TABLE skipped (position INTEGER PRIMARY KEY)"
BETWEEN = "WHERE day BETWEEN ? AND ?"


def create(table: Table) -> str:
    """Return what makes a table: a column for each field, the first ones the key."""
    kinds = get_type_hints(table.row)
    columns = ", ".join(f"{name} {_column(kind)}" for name, kind in kinds.items())
    key = ", ".join(table.row._fields[: table.key])
    return f"CREATE TABLE {table.name} ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID"


def put(table: Table) -> str:
    """Return what puts a row in, in place of the one with its key."""
    marks = ",".join("?" * len(table.row._fields))
    return f"INSERT OR REPLACE INTO {table.name} VALUES ({marks})"


def take(table: Table) -> str:
    """Return what takes the row of a key away."""
    named = " AND ".join(f"{name}=?" for name in table.row._fields[: table.key])
    return f"DELETE FROM {table.name} WHERE {named}"


def in_order(table: Table, where: str = "") -> str:
    """Return what reads a table's rows in the order of their keys."""
    key = ", ".join(table.row._fields[: table.key])
    return f"SELECT * FROM {table.name} {where} ORDER BY {key}"


def has_day(table: Table) -> bool:
    """Whether a table's rows belong to business days."""
    return bool(table.row._fields[0] == "day")


def _column(kind: Any) -> str:
    may_be_none = NoneType in get_args(kind)
    plain = next((k for k in get_args(kind) if k is not NoneType), kind)
    column = "INTEGER" if plain is int else "TEXT"
    return column if may_be_none else f"{column} NOT NULL"


SHAPE = (ABOUT, CARRIED, SHEETS, SKIPPED, *map(create, TABLES))
# Names what rows and sheets are: a file of any other form is made anew.
_SHAPE = ";".join((*SHAPE, *Figures.__struct_fields__))
FORM = f"{LEDGER}-{FORMULAS}-{hashlib.sha256(_SHAPE.encode()).hexdigest()[:12]}"
PUT = {table.name: put(table) for table in TABLES}
TAKE = {table.name: take(table) for table in TABLES}
