"""A log of arrivals and services, from anywhere, made into an office's history.

`table` finds the columns, `reading` reads a row, `days` puts rows into business days,
`seats` says who sat where, `telling` turns a day into events, `making` writes them.
"""

from hub.application.replay.faults import BadLog, BadRow, Faults
from hub.application.replay.making import Made, Replay
from hub.application.replay.reading import Words
from hub.application.replay.rows import Column, LogRow
from hub.application.replay.table import Table

__all__ = [
    "BadLog",
    "BadRow",
    "Column",
    "Faults",
    "LogRow",
    "Made",
    "Replay",
    "Table",
    "Words",
]
