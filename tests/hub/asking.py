"""Somebody who asks the office and waits for the answer, as no door of the hub does."""

from __future__ import annotations

import queue
from datetime import datetime
from typing import Any

from hub.application.jobs import Job, Reply
from hub.application.office import Office

ANSWER_WITHIN_S = 10.0


def ask(
    office: Office,
    command: Any,
    *,
    id: str,
    source: str,
    expires: datetime | None = None,
) -> Reply:
    """Have a command carried out; return the answer."""
    answers: queue.SimpleQueue[Reply] = queue.SimpleQueue()
    job = Job(body=command, id=id, source=source, respond=answers.put, expires=expires)
    office.take(job)
    return answers.get(timeout=ANSWER_WITHIN_S)
