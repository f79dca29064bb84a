"""Files that outlive a power cut: content and names are on the disk, not in memory."""

from __future__ import annotations

import os
from pathlib import Path

OWNER_ONLY = 0o600


def put(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, durably."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())


def put_whole(file: Path, content: bytes) -> None:
    """Write a file likewise, whole under its name or not there at all."""
    new = file.with_name(f"{file.name}.new")
    put(new, content)
    new.replace(file)
    sync(file.parent)


def sync(path: Path) -> None:
    """Have a file's content, or a folder's names, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
