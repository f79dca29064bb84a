"""The ids, names and instants that every example uses."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from events.local_time import HERE
from events.plan import CounterPlan, DayPlan, Names, ServicePlan

OFFICE = "hk01"
DAY = date(2026, 11, 22)
MONTH = date(2026, 11, 1)
NEW_YEAR = date(2027, 2, 6)
VISIT = "019aa9a1-7c00-7000-8000-000000000047"
LATER_VISIT = "019aa9a4-3b20-7000-8000-000000000048"
PRESS = "019aa9a1-7bf2-7000-8000-00000000a047"
ORDER = "019aa9a9-0000-7000-8000-0000000000a1"
SESSION = "019aa9b0-1f40-7000-8000-0000000000f1"
ALERT = "019aa9b9-5a00-7000-8000-0000000000e1"
DOSSIER = "5f0f2a9e-6f0b-4e7e-9a57-0d5c6f6f8f11"
CONSIGNMENT = "0b1d7f2c-3f59-4a0e-8d3e-58f0a4d9c522"
NOTE = "c2a6b8d4-11a7-4c39-b7a5-7a1f4f3f9033"
DIGEST = "9f2c41d70b6ea83f5c19e2d4778013ab64fe0c95b1d83a27ef469d025b7cc8e1"
BOOT = "6d3f0f6e-7a52-4d43-9a0e-3c1b2a190807"
EPOCH = "019aa980-0000-7000-8000-000000000001"
VERSION = "0.1.0"

ISSUED_AT = datetime(2026, 11, 22, 9, 18, 0, tzinfo=HERE)
CALLED_AT = ISSUED_AT + timedelta(minutes=23)
STARTED_AT = CALLED_AT + timedelta(seconds=40)
GRACE_ENDS_AT = CALLED_AT + timedelta(minutes=20)

PLAN = DayPlan(
    services=(
        ServicePlan(
            id="A", names=Names(vi="Cư trú, căn cước", en="Residence, identity card")
        ),
        ServicePlan(id="B", names=Names(vi="Hộ tịch", en="Civil status")),
    ),
    counters=(
        CounterPlan(id="1", serves=("A", "B")),
        CounterPlan(id="2", serves=("B", "A"), may_pick=True),
    ),
)
