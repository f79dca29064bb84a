"""Examples of an office's day, its alerts and its answers."""

from __future__ import annotations

from datetime import timedelta

from events import alert, day, replies, report, settings, vault
from events.examples import story
from events.plan import Names
from events.visit import VisitClass, Why, WhyRule

SETTINGS = settings.OfficeSettings(
    services=(settings.ServiceOrder(service="B", daily_cap=40, usual_min=15),),
    clerks=(
        settings.Clerk(id="NV-07", skills=("A",)),
        settings.Clerk(id="QL-01", role=settings.Role.MANAGER),
    ),
    roster=(settings.Duty(weekday=1, counter="2", clerk="NV-07"),),
    hours=(settings.OpeningHours(weekday=1, opens="07:30", closes="17:00"),),
    holidays=(
        settings.Holiday(day=story.NEW_YEAR, names=Names(vi="Tết", en="New Year")),
    ),
    levels=(
        settings.Level(id="full", names=Names(vi="Toàn trình", en="Fully online")),
    ),
    procedures=(
        settings.Procedure(
            id="temporary-residence",
            service="A",
            names=Names(vi="Đăng ký tạm trú", en="Temporary residence"),
            level="full",
        ),
    ),
    stops_at_closing=True,
)

ALL = (
    day.OpenDay(day=story.DAY),
    day.CloseDay(),
    day.ConfigureOffice(plan=story.PLAN),
    day.DayOpened(
        office=story.OFFICE,
        day=story.DAY,
        plan=story.PLAN,
        carried=day.CarriedOver(
            day=story.DAY - timedelta(days=2),
            closed_at=story.ISSUED_AT - timedelta(days=1, hours=15),
        ),
    ),
    day.DayClosed(
        day=story.DAY,
        books=day.Books(
            issued={"A": 54, "B": 31}, served=79, no_show=3, abandoned=2, expired=1
        ),
    ),
    day.OfficeConfigured(plan=story.PLAN),
    alert.AlertOpened(
        alert=story.ALERT,
        kind=alert.AlertKind.LONG_WAIT,
        severity=alert.Severity.SERIOUS,
        service="A",
        visit=story.VISIT,
        ticket="A047",
    ),
    settings.ChangeSettings(settings=SETTINGS, revision=0),
    settings.SettingsChanged(settings=SETTINGS),
    alert.RaiseAlert(kind=alert.AlertKind.LONG_WAIT, service="A"),
    alert.EndAlert(alert=story.ALERT),
    alert.AcknowledgeAlert(alert=story.ALERT, clerk="NV-03"),
    alert.AlertAcknowledged(alert=story.ALERT, clerk="NV-03"),
    alert.AlertClosed(alert=story.ALERT, how=alert.AlertEnd.PASSED),
    vault.RecordErasure(
        references=(story.DOSSIER, story.NOTE), reason=vault.ErasureReason.EXPIRED
    ),
    vault.VaultErased(
        references=(story.DOSSIER, story.NOTE), reason=vault.ErasureReason.EXPIRED
    ),
    report.NoteProposal(first=story.MONTH, last=story.DAY, note_ref=story.NOTE),
    report.WithdrawProposal(proposal=story.NOTE),
    report.HandInReport(first=story.MONTH, last=story.DAY, sha256=story.DIGEST),
    report.ProposalNoted(first=story.MONTH, last=story.DAY, note_ref=story.NOTE),
    report.ProposalWithdrawn(proposal=story.NOTE),
    report.ReportHandedIn(first=story.MONTH, last=story.DAY, sha256=story.DIGEST),
    replies.Accepted(
        ticket="A047",
        visit=story.VISIT,
        service="A",
        visit_class=VisitClass.NORMAL,
        counter="2",
        revision=412,
        state="called",
        why=Why(rule=WhyRule.LONGEST_WAIT, minutes=23),
        at=story.CALLED_AT,
    ),
    replies.RefusalReply(
        refusal="nobody-waiting",
        text=replies.Sentence(
            vi="Không có ai chờ dịch vụ của quầy này.",
            en="Nobody is waiting for this counter.",
        ),
        revision=412,
    ),
    replies.Acknowledged(sequence=18),
)
