"""What survives a power cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ticket_printer.test_slip import JOB
from ticket_printer.job import Job
from ticket_printer.journal import JOBS_KEPT, JobState, Journal


def job(job_id: str, *, is_copy: bool = False) -> Job:
    """Return a job of that id."""
    return Job(id=job_id, visit="v", ticket="A001", service="A", is_copy=is_copy)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the journal is."""
    return tmp_path / "journal.db"


def test_an_open_press_is_found_again(file: Path) -> None:
    """A press written down is there after a power cut, with the bytes it was sent."""
    Journal(file).keep_press("p1", "A", b"sealed")
    again = Journal(file)
    assert again.open_presses() == [("p1", "A")]
    assert again.envelope("p1") == b"sealed"
    again.forget_press("p1")
    assert again.open_presses() == []
    assert again.envelope("p1") is None


def test_a_reserved_job_settles_its_press(file: Path) -> None:
    """The job of a press takes the press's place, all of it or nothing."""
    journal = Journal(file)
    journal.keep_press(JOB.id, "A", b"sealed")
    journal.reserve(JOB)
    assert journal.open_presses() == []
    assert Journal(file).unfinished() == [JOB]


def test_only_a_job_of_unknown_end_is_unfinished(file: Path) -> None:
    """A job is unfinished until it is done or failed."""
    journal = Journal(file)
    for name in ("reserved", "sending", "done", "failed"):
        journal.reserve(job(name))
    journal.sending(job("sending"))
    journal.end(job("done"), JobState.DONE)
    journal.end(job("failed"), JobState.FAILED)
    assert [left.id for left in journal.unfinished()] == ["reserved", "sending"]


def test_the_last_slip_is_no_copy(file: Path) -> None:
    """The slip to print again is the newest that was no copy."""
    journal = Journal(file)
    assert journal.last_job() is None
    journal.reserve(job("first"))
    journal.reserve(job("second"))
    journal.reserve(job("copy", is_copy=True))
    last = journal.last_job()
    assert last is not None
    assert last.id == "second"


def test_old_jobs_are_forgotten(file: Path) -> None:
    """The journal keeps the newest jobs only, and every unfinished one."""
    journal = Journal(file)
    journal.reserve(job("open"))
    for number in range(JOBS_KEPT + 5):
        journal.end(job(f"j{number}"), JobState.DONE)
    assert not journal.knows("j0")
    assert journal.knows(f"j{JOBS_KEPT + 4}")
    assert journal.knows("open")


def test_the_paper_is_remembered(file: Path) -> None:
    """What was known of the paper is known after a restart."""
    journal = Journal(file)
    assert journal.paper == "unknown"
    journal.paper = "low"
    journal.close()
    assert Journal(file).paper == "low"
