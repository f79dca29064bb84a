"""`layso-hub`: run the hub, or do what its first word says.

`layso-hub backup` and `layso-hub restore` keep its data, `layso-hub pin` lets in.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from hub.commands import COMMANDS

RUNNING = "hub.running"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the hub, or a command such as `backup`; return what the program ends with.

    Only what is asked for is loaded: a report needs no web server.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] and words[0] in COMMANDS:
        return int(import_module(COMMANDS[words[0]]).main(words))
    return int(import_module(RUNNING).run(words))


if __name__ == "__main__":
    sys.exit(main())
