"""A copy of a write-ahead log that grows by what was committed, and by nothing else.

A commit that failed leaves pages at the end of the log, and the next one writes over
them in place. rsync sends a place once, so it must never see them.
"""

from __future__ import annotations

import struct
from pathlib import Path

from hub.store.soundness import FRAME_HEAD, WAL_HEAD, whole_frames

PAGE_SIZE_AT = 8


class GrowingLog:
    """A copy of one log, from its head on; a log begun anew is another one."""

    def __init__(self, log: Path, copy: Path) -> None:
        """Remember both; the copy is made empty by the first `grow`."""
        self._log = log
        self._copy = copy
        self._head = b""
        self._sent = 0

    def grow(self) -> bool:
        """Append what was committed since; false if the log is not the same one."""
        # Asked first: what is committed at this moment is never written over.
        frames = whole_frames(self._log) or 0
        with self._log.open("rb") as log, self._copy.open("ab") as copy:
            head = log.read(WAL_HEAD.size)
            end = _end(head, frames)
            if end < self._sent or not head.startswith(self._head):
                return False
            if end > self._sent:
                log.seek(self._sent)
                copy.write(log.read(end - self._sent))
                self._head, self._sent = head, end
        return True


def _end(head: bytes, frames: int) -> int:
    if not frames or len(head) < WAL_HEAD.size:
        return 0
    (page,) = struct.unpack_from(">I", head, PAGE_SIZE_AT)
    return WAL_HEAD.size + frames * (FRAME_HEAD.size + int(page))
