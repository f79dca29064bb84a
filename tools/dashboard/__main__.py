"""python -m tools.dashboard FILE: write the dashboard anew."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.dashboard.written import text

USAGE = 2


def main(arguments: list[str]) -> int:
    """Write the dashboard into the file named; 2 if none is."""
    if len(arguments) != 1:
        sys.stderr.write("Usage: python -m tools.dashboard FILE\n")
        return USAGE
    Path(arguments[0]).write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
