"""Messages travel as CloudEvents; what is none is refused with a sentence."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import codec
from events.envelope import MAX_BYTES, Malformed, seal, unseal
from events.visit import CallNext
from tests.examples import EXAMPLES, example, story

SOURCE = "/office/hk01/device/counter-2"


def sealed(**changes: Any) -> bytes:
    """Return a sound message with these attributes changed; None leaves one out."""
    raw = seal(example(CallNext), id=story.PRESS, source=SOURCE)
    attributes = {**msgspec.json.decode(raw), **changes}
    return msgspec.json.encode({k: v for k, v in attributes.items() if v is not None})


@pytest.mark.parametrize("name", codec.WIRE)
def test_what_is_sealed_is_unsealed(name: str) -> None:
    """Every body comes out of its envelope as it went in."""
    envelope = unseal(seal(EXAMPLES[name], id=story.PRESS, source=SOURCE))

    assert (envelope.name, envelope.source) == (name, SOURCE)
    assert envelope.body() == EXAMPLES[name]


def test_an_envelope_is_a_cloud_event() -> None:
    """The attributes that CloudEvents asks for stand in every message."""
    given_ = msgspec.json.decode(sealed())

    assert given_ == {
        "specversion": "1.0",
        "id": story.PRESS,
        "source": SOURCE,
        "type": "layso.call-next",
        "datacontenttype": "application/json",
        "dataversion": 1,
        "data": {"counter": "2", "revision": 412},
    }


def test_a_clock_that_is_not_set_is_not_quoted() -> None:
    """`time` is left out where the sender does not know it."""
    assert unseal(sealed()).time is None


def test_attributes_come_through() -> None:
    """Time, expiry, cause and sequence arrive as they were sent."""
    raw = seal(
        example(CallNext),
        id=story.PRESS,
        source=SOURCE,
        time=story.CALLED_AT,
        expires=story.GRACE_ENDS_AT,
        causationid=story.ORDER,
        sequence=7,
    )

    envelope = unseal(raw)

    assert envelope.time == story.CALLED_AT
    assert envelope.expires == story.GRACE_ENDS_AT
    assert (envelope.causationid, envelope.sequence) == (story.ORDER, 7)


def test_an_unknown_extension_is_passed_over() -> None:
    """CloudEvents lets anybody add an attribute; ours minds none."""
    assert unseal(sealed(traceparent="00-1-2-01")).name == "call-next"


def test_a_missing_version_is_the_first() -> None:
    """A sender that names no version of its body means version 1."""
    assert unseal(sealed(dataversion=None)).dataversion == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"specversion": "0.3"},
        {"id": None},
        {"id": ""},
        {"id": "a b"},
        {"id": "a\n"},
        {"id": "a\x00"},
        {"id": "a" * 65},
        {"source": None},
        {"source": "office/hk01"},
        {"source": "/office/hk01\n"},
        {"source": "/office/hà-nội"},
        {"type": "call-next"},
        {"type": "layso.call-next\n"},
        {"type": "layso.Call"},
        {"time": "2026-11-22T08:00:01"},
        {"time": "yesterday"},
        {"expires": 1_795_000_000},
        {"dataversion": 0},
        {"dataversion": 10**30},
        {"datacontenttype": "text/xml"},
        {"sequence": -1},
        {"sequence": 2**63},
        {"monotonicms": 10**30},
        {"bootid": "x" * 65},
    ],
    ids=str,
)
def test_a_bad_attribute_is_told(changes: dict[str, Any]) -> None:
    """An attribute that does not fit is refused with a sentence."""
    with pytest.raises(Malformed, match=r"\w"):
        unseal(sealed(**changes))


def test_a_large_message_is_not_read() -> None:
    """More than 64 KiB is refused by its size, whatever it says."""
    with pytest.raises(Malformed, match="65537 bytes; at most 65536"):
        unseal(b" " * (MAX_BYTES + 1))


def test_deep_nesting_is_told() -> None:
    """A body of brackets is refused, not a crash."""
    with pytest.raises(Malformed, match="too many layers"):
        unseal(b'{"data":' + b"[" * 60_000 + b"}")


def test_a_body_of_another_kind_is_told() -> None:
    """The envelope may be sound and its body not."""
    envelope = unseal(sealed(data={"counter": 2}))

    with pytest.raises(codec.BadBody, match="counter: must be a text"):
        envelope.body()


@settings(max_examples=300, deadline=None)
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_an_envelope_or_malformed(raw: bytes) -> None:
    """No bytes make unsealing fail in a way of its own."""
    with pytest.raises(Malformed):
        unseal(raw)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_damaged_message_is_read_or_told(data: st.DataObject) -> None:
    """A sound message with some bytes changed is read, or refused by a named error."""
    raw = bytearray(sealed(time="2026-11-22T08:00:01.250+07:00", sequence=3))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] = data.draw(st.integers(0, 255))

    try:
        unseal(bytes(raw)).body()
    except (Malformed, codec.UnknownType, codec.UnknownVersion, codec.BadBody) as error:
        said = str(error)
    else:
        said = "read"

    assert said
