"""Examples of what boxes report, what they are told, and the retained states."""

from __future__ import annotations

from datetime import timedelta

from events import device
from events.counter import CounterStatus
from events.examples import story
from events.visit import Why, WhyRule

FACTS = (
    device.TicketPrinted(visit=story.VISIT, ticket="A047"),
    device.PrintFailed(
        visit=story.VISIT, ticket="A047", fault=device.PrintFault.PAPER_OUT
    ),
    device.PaperLow(),
    device.PaperOut(),
    device.PaperLoaded(),
    device.PressAbandoned(press=story.PRESS, service="A"),
    device.TicketIssuedOffline(
        press=story.PRESS,
        visit=story.LATER_VISIT,
        ticket="A901",
        service="A",
        day=story.DAY,
    ),
    device.DeviceOnline(version=story.VERSION, boot=story.BOOT),
    device.DeviceOffline(how=device.Connection.LOST),
)

ORDERS = (
    device.PrintSlip(
        visit=story.VISIT, ticket="A047", service="A", at=story.ISSUED_AT, ahead=4
    ),
    device.Identify(),
    device.Restart(),
)

STATES = (
    device.HubStatus(status="online", epoch=story.EPOCH, time=story.CALLED_AT),
    device.DeviceStatus(
        status=device.Connection.READY,
        session=story.ORDER,
        boot=story.BOOT,
        version=story.VERSION,
        settings=18,
    ),
    device.DeviceHealth(
        uptime_s=86_400,
        clock_synchronised=True,
        clock_offset_ms=12,
        temperature_c=48.5,
        disk_free_mib=20_480,
        printer=device.PrinterHealth(online=True, paper="plenty", cover="closed"),
    ),
    device.DeviceSettings(version=18),
    device.CounterState(
        counter="2",
        revision=413,
        state=CounterStatus.CALLED,
        ticket="A047",
        since=story.CALLED_AT,
        waiting=9,
        why=Why(rule=WhyRule.LONGEST_WAIT, minutes=23),
        times=1,
        undo_until=story.CALLED_AT + timedelta(seconds=10),
    ),
    device.ScreenState(
        office=story.OFFICE,
        position=413,
        is_open=True,
        calls=(
            device.ScreenCall(
                ticket="A047",
                counter="2",
                service="A",
                at=story.CALLED_AT,
                times=1,
                position=413,
                is_current=True,
            ),
        ),
        services=tuple(
            device.ScreenService(service=service.id, names=service.names, waiting=4)
            for service in story.PLAN.services
        ),
        open_counters=2,
    ),
)

ALL = (*FACTS, *ORDERS, *STATES)
