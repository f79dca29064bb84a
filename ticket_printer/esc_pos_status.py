"""What the status bytes of an ESC/POS printer mean.

`DLE EOT n` is answered at once, even while printing: 1 online, 2 why offline, 4 paper.
`GS r 1` is answered when everything sent before it is printed. Fixed bits tell the one
from the other and both from noise.
"""

from __future__ import annotations

from collections.abc import Sequence

from events.device import PrinterHealth
from ticket_printer.dispenser import UNTOLD

QUERIES = (b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04")
GS_PAPER = b"\x1dr\x01"

IS_OFFLINE = 0b0000_1000
IS_COVER_OPEN = 0b0000_0100
IS_PAPER_LOW = 0b0000_1100
IS_PAPER_OUT = 0b0110_0000
IS_JOB_PAPER_OUT = 0b0000_1100


def is_status_reply(byte: int) -> bool:
    """Whether the byte can be an answer to `DLE EOT`."""
    return byte & 0b1001_0011 == 0b0001_0010


def is_paper_reply(byte: int) -> bool:
    """Whether the byte can be an answer to `GS r`."""
    return byte & 0b1001_0000 == 0


def is_paper_used_up(byte: int) -> bool:
    """Whether an answer to `GS r 1` says that the roll ended."""
    return byte & IS_JOB_PAPER_OUT != 0


def health(answers: Sequence[int | None]) -> PrinterHealth:
    """Return what the answers to `QUERIES` say; None stands for no answer."""
    online, cause, paper = answers
    if online is None and cause is None and paper is None:
        return UNTOLD
    return PrinterHealth(
        online=_is_online(online, cause, paper),
        paper=_paper(paper),
        cover=_cover(cause),
    )


def _is_online(online: int | None, cause: int | None, paper: int | None) -> bool:
    # A printer is offline too while its cover is open or its paper out; those are
    # told by name, so that staff know what to do.
    if online is None or not online & IS_OFFLINE:
        return True
    return _cover(cause) == "open" or _paper(paper) == "out"


def _cover(cause: int | None) -> str:
    if cause is None:
        return "unknown"
    return "open" if cause & IS_COVER_OPEN else "closed"


def _paper(paper: int | None) -> str:
    if paper is None:
        return "unknown"
    if paper & IS_PAPER_OUT:
        return "out"
    return "low" if paper & IS_PAPER_LOW else "plenty"
