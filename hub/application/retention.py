"""How long is what kept? And once it is erased: the record of that, exactly once.

Erasing and recording are two files, so the vault writes down in the same transaction
what is owed, under a command id that stays. After a power cut between the two the same
command is put again, and answered as the first time.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from events import topics
from events.local_time import business_date, local
from events.replies import PASSING, RefusalReply
from events.vault import ErasureReason, RecordErasure, VaultErased
from firmware_config.site import VaultSettings
from hub.application.jobs import Job, Reply
from hub.application.office import Office
from hub.application.ports import CannotWrite, Clock, Unreadable
from hub.application.streams import vault_stream
from hub.application.vault import Erasure, Kind, VaultUnusable
from hub.application.vault_desk import VaultBusy, VaultDesk
from hub.domain.day import Day

log = logging.getLogger(__name__)

# No copy of the vault that is put back can hold what is older than the longest term.
SLACK = timedelta(days=8)


def terms(settings: VaultSettings) -> Mapping[Kind, int]:
    """Return for how many days each kind is kept."""
    return {
        Kind.DOSSIER_CODE: settings.code_days,
        Kind.CONSIGNMENT: settings.code_days,
        Kind.PHONE: settings.phone_days,
        Kind.NOTE: settings.note_days,
    }


def cutoffs(
    day: Day, now: datetime, days: Mapping[Kind, int]
) -> Mapping[Kind, datetime]:
    """Return for each kind the instant before which whatever was kept is to go.

    Days are business days: one that is open has not ended, however late it is.
    """
    ended = _last_ended(day, business_date(now))
    return {
        kind: _midnight(ended + timedelta(days=1 - count), now)
        for kind, count in days.items()
    }


def _last_ended(day: Day, today: date) -> date:
    if day.is_open and day.date is not None:
        return day.date - timedelta(days=1)
    return today if day.date == today else today - timedelta(days=1)


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), local(now).tzinfo)


class Retention:
    """Erases what has had its time, and has every erasure recorded."""

    def __init__(
        self, desk: VaultDesk, office: Office, clock: Clock, settings: VaultSettings
    ) -> None:
        """Remember where things are kept, and where their erasure is recorded."""
        self._desk = desk
        self._vault = desk.vault
        self._office = office
        self._clock = clock
        self._days = terms(settings)
        self._agreed = False
        self._is_at_work = False
        self.kept: Mapping[Kind, int] = dict.fromkeys(Kind, 0)
        desk.when_erased = self.tick

    def tick(self) -> None:
        """Have it looked at on the vault's thread; one look at a time."""
        if stuck_s := self._desk.stuck_s():
            log.error("the vault hangs since %.0f s: nothing is erased", stuck_s)
        if self._is_at_work:
            return
        self._is_at_work = True
        try:
            self._desk.submit(self._look)
        except VaultBusy:
            self._is_at_work = False

    def _look(self) -> None:
        try:
            self._vault.probe()
            self._agree()
            self._expire()
            for erasure in self._vault.owed():
                self._record(erasure)
            self.kept = self._vault.counts()
        except VaultUnusable:
            log.debug("the vault is not looked at: it cannot be used")
        except (CannotWrite, Unreadable) as error:
            log.warning("the vault waits for the store: %s", error)
        except Exception:
            log.exception("the vault could not be looked at; it is tried again")
        finally:
            self._is_at_work = False

    def _expire(self) -> None:
        now = self._clock.now()
        before = cutoffs(self._office.board.state.day, now, self._days)
        for kind, count in self._vault.expire(before, now).items():
            self._desk.erased[ErasureReason.EXPIRED.value] += count
            log.info("erased %d of kind %s: its time is over", count, kind)

    def _agree(self) -> None:
        """At the first look, hold vault and record together: one may be restored."""
        if self._agreed:
            return
        now = self._clock.now()
        known_since = now - timedelta(days=max(self._days.values())) - SLACK
        self._vault.forget_erasures(known_since)
        again = self._vault.agree(self._recorded_since(known_since), now)
        if again:
            log.warning("erased %d once more: a restore had brought them back", again)
        self._agreed = True

    def _recorded_since(self, instant: datetime) -> frozenset[str]:
        office = self._office.board.state.day.office
        return frozenset(
            reference
            for recorded in self._office.store.read_stream(vault_stream(office))
            if recorded.at >= instant and isinstance(recorded.event, VaultErased)
            for reference in recorded.event.references
        )

    def _record(self, erasure: Erasure) -> None:
        """Ask the writer; the same id however often, so that it is written once."""
        body = RecordErasure(references=erasure.references, reason=erasure.reason)
        self._office.put(
            Job(
                body=body,
                id=erasure.id,
                source=topics.hub_source(self._office.board.state.day.office),
                respond=lambda reply: self._heard(erasure, reply),
            )
        )

    def _heard(self, erasure: Erasure, reply: Reply) -> None:
        """Hear the answer, on the writer's thread; what failed is asked again."""
        if isinstance(reply, RefusalReply):
            if reply.refusal not in PASSING:
                log.warning("an erasure could not be recorded: %s", reply.word)
            return
        # Busy, or stopped: asked again by its id, it is answered the same.
        with suppress(VaultBusy, RuntimeError):
            self._desk.submit(lambda: self._settle(erasure))

    def _settle(self, erasure: Erasure) -> None:
        with suppress(VaultUnusable):
            self._vault.recorded(erasure.id)
