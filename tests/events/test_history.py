"""What was written down can be read for ever."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from events import codec
from events.codec import decode_old
from events.upcasters import UPCASTERS, lift
from events.visit import IssueTicket

HISTORY = sorted(Path(__file__).parent.joinpath("history").glob("*.json"))
STORED = {**codec.EVENTS, **codec.FACTS}

Body = dict[str, Any]


def named(file: Path) -> tuple[str, int]:
    """Return the wire name and version that a golden file is of."""
    name, _, version = file.stem.rpartition("-v")
    return name, int(version)


@pytest.mark.parametrize("file", HISTORY, ids=lambda file: file.stem)
def test_every_line_ever_written_is_still_read(file: Path) -> None:
    """A golden line of any version gives a struct of today."""
    name, version = named(file)

    body = codec.decode(name, version, file.read_bytes())

    assert type(body) is codec.WIRE[name][0]


@pytest.mark.parametrize("file", HISTORY, ids=lambda file: file.stem)
def test_a_line_of_today_is_written_as_it_was(file: Path) -> None:
    """The newest version of a body writes its golden line anew, byte for byte."""
    name, version = named(file)
    body = codec.decode(name, version, file.read_bytes())

    is_newest = version == codec.WIRE[name][1]
    again = codec.encode(body)

    assert not is_newest or again == file.read_bytes().rstrip()


def test_every_version_has_a_golden_line() -> None:
    """Each event and fact has one line for each version from 1 to today's."""
    versions = {(n, v) for n, (_, top) in STORED.items() for v in range(1, top + 1)}

    assert versions == {named(file) for file in HISTORY}


def test_every_old_version_has_an_upcaster() -> None:
    """From each old version a step leads to the next, and there are no others."""
    steps = {(n, v) for n, (_, top) in codec.WIRE.items() for v in range(1, top)}

    assert steps == set(UPCASTERS)


def queue_became_service(body: Body) -> Body:
    """Lift a test's body from version 1 to 2."""
    return {"service": body["queue"]}


def class_was_added(body: Body) -> Body:
    """Lift a test's body from version 2 to 3."""
    return {**body, "class": "normal"}


REGISTRY = {
    ("ticket-issued", 1): queue_became_service,
    ("ticket-issued", 2): class_was_added,
}
KNOWN = (IssueTicket, 3)


def test_an_old_body_climbs_every_step() -> None:
    """A body of version 1 becomes one of version 3 by way of 2."""
    lifted = lift("ticket-issued", 1, {"queue": "A"}, 3, REGISTRY)

    assert lifted == {"service": "A", "class": "normal"}


def test_a_body_of_today_is_left_alone() -> None:
    """Nothing is lifted from a version to itself."""
    body = {"service": "A"}

    assert lift("ticket-issued", 3, body, 3, REGISTRY) is body


def test_a_missing_step_is_an_error() -> None:
    """History that cannot be lifted stops its reader; it is not guessed at."""
    with pytest.raises(KeyError):
        lift("visit-called", 1, {}, 2, REGISTRY)


def test_an_old_body_becomes_a_struct_of_today() -> None:
    """Decoding an old version climbs first and then checks the fields."""
    body = decode_old("ticket-issued", 1, b'{"queue":"A"}', KNOWN, REGISTRY)

    assert body == IssueTicket(service="A")


@pytest.mark.parametrize("raw", [b"{}", b'{"queue":["A"]}', b"[]"])
def test_an_old_body_that_cannot_climb_is_told(raw: bytes) -> None:
    """A damaged body of an old version is refused by the same names as a new one."""
    with pytest.raises(codec.BadBody, match="ticket-issued version 1"):
        decode_old("ticket-issued", 1, raw, KNOWN, REGISTRY)


def test_golden_lines_are_plain_json() -> None:
    """Each golden file holds one JSON object on one line."""
    for file in HISTORY:
        assert file.read_bytes().count(b"\n") == 1
        assert isinstance(msgspec.json.decode(file.read_bytes()), dict)
