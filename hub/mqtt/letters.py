"""Commands and facts from devices: may they be taken, and as which job?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Raw
from msgspec.structs import replace

from events import codec, topics
from events.codec import BadBody, UnknownType, UnknownVersion
from events.envelope import Envelope
from events.replies import RefusalReply
from events.unfit import missing
from hub.application import door
from hub.application.device_book import device_stream
from hub.application.jobs import Job, Reply
from hub.application.rights import Rights

Answer = Callable[[str, Envelope, Reply], None]

NOTHING = Raw(b"{}")
FACT_TYPES = frozenset(body for body, _ in codec.FACTS.values())


class Letters:
    """Reads what devices ask and report, by the site file's rights."""

    def __init__(self, office: str, rights: Rights) -> None:
        """Remember whose letters these are and who may send what."""
        self.office = office
        self.rights = rights

    def refusal_of(self, device: str, envelope: Envelope) -> RefusalReply | None:
        """Return why an envelope is not that device's, or None if it is."""
        if envelope.source == topics.device_source(self.office, device):
            return None
        ours = envelope.source.startswith(f"/office/{self.office}/")
        return door.refuse("wrong-source" if ours else "wrong-office")

    def read(
        self, kind: str, device: str, envelope: Envelope
    ) -> tuple[Any, RefusalReply | None]:
        """Return the body of a command or fact, or why it cannot be taken."""
        if (refusal := self.refusal_of(device, envelope)) is not None:
            return None, refusal
        body, refusal = _body(kind, envelope)
        if refusal is not None:
            return None, refusal
        if kind == "command":
            return body, self.rights.refusal(device, body)
        refusal = self.rights.fact_refusal(device, body)
        if refusal is None and envelope.sequence is None:
            refusal = door.refuse("malformed", missing("sequence"))
        return body, refusal

    def job(self, device: str, envelope: Envelope, body: Any, answer: Answer) -> Job:
        """Return a letter as the writer takes it."""
        is_fact = type(body) in FACT_TYPES
        # What waits for its answer must not hold 64 KiB of what was asked.
        head = replace(envelope, data=NOTHING)
        return Job(
            body=body,
            id=head.id,
            source=head.source,
            respond=lambda reply: answer(device, head, reply),
            device=device,
            expires=None if is_fact else head.expires,
            correlation=head.correlationid,
            device_at=head.time,
            sequence=head.sequence,
            stream=device_stream(self.office, device) if is_fact else None,
        )


def _body(kind: str, envelope: Envelope) -> tuple[Any, RefusalReply | None]:
    known = codec.COMMANDS if kind == "command" else codec.FACTS
    if envelope.name not in known:
        is_elsewhere = envelope.name in codec.WIRE
        why = door.WRONG_TOPIC if is_elsewhere else codec.NO_SUCH_TYPE
        return None, door.refuse("unknown-type", why)
    try:
        return envelope.body(), None
    except (UnknownType, UnknownVersion) as error:
        return None, door.refuse("unknown-version", error.why)
    except BadBody as error:
        return None, door.refuse("malformed", error.why)
