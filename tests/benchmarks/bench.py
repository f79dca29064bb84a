"""What every part of the benchmark is given: a folder, sizes, the raw limit."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from tests.benchmarks.raw_commits import RawCommits
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.sizes import Sizes

BUILD = Path("build")
Measured: TypeAlias = Iterator[Taken]


class Bench:
    """A run: where it may write, how much it measures, and the disk's own speed."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder = folder
        self.sizes = sizes
        self.raw = RawCommits(folder)
        self._folders = 0

    def new_folder(self) -> Path:
        """Return an empty folder on the file system that is measured."""
        self._folders += 1
        folder = self.folder / f"part-{self._folders}"
        folder.mkdir()
        return folder

    def settle(self) -> None:
        """Have the disk done with what was prepared: it would slow what is measured."""
        if not self.sizes.is_quick:
            os.sync()

    def beside_raw(self, measure: Callable[[], float], repeats: int) -> list[Sample]:
        """Measure between raw commits, for the disk drifts: each has its own limit."""
        samples, before = [], self.raw.rate(self.sizes.raw_s)
        for _ in range(repeats):
            value = measure()
            after = self.raw.rate(self.sizes.raw_s)
            samples.append(Sample(value, (before + after) / 2))
            before = after
        return samples


@contextmanager
def bench_in(build: Path, sizes: Sizes) -> Iterator[Bench]:
    """Run in a folder of its own below `build`, and leave nothing there."""
    build.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=build)).absolute()
    bench = Bench(folder, sizes)
    try:
        yield bench
    finally:
        bench.raw.close()
        shutil.rmtree(folder, ignore_errors=True)
