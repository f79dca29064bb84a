"""Bodies come through unharmed, or are refused by a named error."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import codec
from events.examples import as_sent
from events.visit import AbandonVisit, IssueTicket, VisitClass
from tests.examples import EXAMPLES, example

NAMED = (codec.UnknownType, codec.UnknownVersion, codec.BadBody)


@pytest.mark.parametrize("name", codec.WIRE)
def test_every_example_comes_back_as_it_went(name: str) -> None:
    """What is encoded decodes to the same struct."""
    body = EXAMPLES[name]

    assert codec.decode(name, codec.wire_version(body), codec.encode(body)) == body


def test_no_two_bodies_share_a_name() -> None:
    """Each struct has one wire name, and each name one struct."""
    assert len(codec.NAMES) == len(codec.WIRE) == len(EXAMPLES)


def test_the_wire_says_class() -> None:
    """The field `visit_class` is named `class` on the wire."""
    raw = codec.encode(example(IssueTicket, visit_class=VisitClass.PRIORITY))

    assert msgspec.json.decode(raw)["class"] == "priority"


def test_an_unknown_name_is_told() -> None:
    """A name that is not in the contract is refused, and not repeated."""
    with pytest.raises(codec.UnknownType, match="no message type of this name"):
        codec.decode("feed-the-cat", 1, b"{}")


@pytest.mark.parametrize("version", [-1, 0, 2, 10**30])
def test_an_unknown_version_is_told(version: int) -> None:
    """A version that this program does not know is refused, saying which it knows."""
    with pytest.raises(codec.UnknownVersion, match="issue-ticket up to version 1"):
        codec.decode("issue-ticket", version, b'{"service":"A"}')


def test_an_unknown_field_is_passed_over() -> None:
    """A newer sender may add a field; an older reader does not mind."""
    body = codec.decode("issue-ticket", 1, b'{"service":"A","lane":3}')

    assert body == IssueTicket(service="A")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "sound JSON"),
        (b"null", "JSON object"),
        (b"[]", "JSON object"),
        (b"{}", "service: is missing"),
        (b'{"service":7}', "service: must be a text"),
        (b'{"service":"AB"}', "one letter"),
        (b'{"service":"A\\n"}', "one letter"),
        (b'{"service":"\\u0000"}', "one letter"),
        (b'{"service":"\\ud800"}', "sound JSON"),
        (b'{"service":"A\xff"}', "UTF-8"),
        (b'{"service":"A","class":"royal"}', "class: is none of the words"),
        (b'{"service":"A"', "sound JSON"),
        (b'{"service":"A"}{}', "sound JSON"),
        (b"{'service':'A'}", "sound JSON"),
        (b'{"x":' + b"[" * 100_000 + b"}", "too many layers"),
        (b'{"service":' + b"9" * 5_000 + b"}", "a text|too large"),
    ],
)
def test_a_bad_body_is_told_with_its_fault(raw: bytes, says: str) -> None:
    """What does not fit is refused with a sentence that says what is wrong."""
    with pytest.raises(codec.BadBody, match=says):
        codec.decode("issue-ticket", 1, raw)


@pytest.mark.parametrize(
    "ticket", ["", "A", "A01", "a001", "A001\n", "A001\x00", "Ä001", "A٠٠١", "A000001"]
)
def test_a_ticket_is_a_letter_and_digits(ticket: str) -> None:
    """Nothing else is taken for a ticket, whatever it looks like."""
    with pytest.raises(codec.BadBody):
        codec.decode("abandon-visit", 1, codec.encode(AbandonVisit(ticket=ticket)))


def test_an_instant_names_its_zone() -> None:
    """A time without an offset could be any of several; it is refused."""
    raw = b'{"status":"online","epoch":"e1","time":"2026-11-22T08:00:00"}'

    with pytest.raises(codec.BadBody, match="with its zone"):
        codec.decode("hub-status", 1, raw)


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(sorted(codec.WIRE)), raw=st.binary(max_size=200))
def test_any_bytes_give_a_body_or_a_named_error(name: str, raw: bytes) -> None:
    """No bytes make decoding fail in a way of its own."""
    try:
        body = codec.decode(name, 1, raw)
    except NAMED:
        return
    assert type(body) is codec.WIRE[name][0]


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["is", "since", "vi"]), st.none(), max_size=2),
)


FIELDS = [(name, field) for name, body in EXAMPLES.items() for field in as_sent(body)]


@settings(max_examples=300, deadline=None)
@given(place=st.sampled_from(FIELDS), value=VALUES)
def test_any_value_gives_a_body_or_a_named_error(
    place: tuple[str, str], value: object
) -> None:
    """A body with a field of any other value is read or refused by name."""
    name, field = place
    raw = msgspec.json.encode({**as_sent(EXAMPLES[name]), field: value})

    try:
        codec.decode(name, 1, raw)
    except NAMED as error:
        said = str(error)
    else:
        said = "read"

    assert said
