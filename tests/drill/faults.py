"""Faults of a machine for one part of the house: its clock, its disk, its syncs.

A small C library is compiled once and preloaded into the part; a mapped file says what
is wrong at this moment, so that a fault begins and ends while the part runs.
"""

from __future__ import annotations

import mmap
import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("faults.c")
NO_COMPILER = "The drill needs a C compiler: run `tools/requirements.sh compiler`."
SIZE = 280
CLOCK, WRITE, SYNC, HITS, FOLDER = 0, 8, 12, 16, 24
YEAR_S = 365 * 86_400


def compiled(folder: Path) -> Path:
    """Compile the library into a folder, and say where it is."""
    library = folder / "faults.so"
    if not library.exists():
        command = ["cc", "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE)]
        try:
            subprocess.run(command, check=True)
        except FileNotFoundError as error:
            raise RuntimeError(NO_COMPILER) from error
    return library


class Switch:
    """What is wrong with the machine of one part; nothing at first."""

    def __init__(self, library: Path, page: Path, folder: Path) -> None:
        """Make the page that the part will map; disk faults are those of `folder`."""
        self._library = library
        self._page = page
        page.write_bytes(
            bytes(FOLDER) + str(folder).encode().ljust(SIZE - FOLDER, b"\0")
        )
        with page.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), SIZE)

    @property
    def environment(self) -> dict[str, str]:
        """What the part is started with."""
        return {
            "LD_PRELOAD": str(self._library),
            "LAYSO_DRILL_FAULTS": str(self._page),
        }

    @property
    def hits(self) -> int:
        """How many writes and syncs have failed by our doing."""
        return int(struct.unpack_from("<q", self._map, HITS)[0])

    def clock(self, seconds: int) -> None:
        """Have its wall clock stand so far off."""
        struct.pack_into("<q", self._map, CLOCK, seconds)

    def writes(self, error: int) -> None:
        """Have every write into its folder fail with this errno, 0 for none."""
        struct.pack_into("<i", self._map, WRITE, error)

    def syncs(self, error: int) -> None:
        """Have every sync of its folder's files fail with this errno, 0 for none."""
        struct.pack_into("<i", self._map, SYNC, error)

    def close(self) -> None:
        """Let go of the page."""
        self._map.close()
