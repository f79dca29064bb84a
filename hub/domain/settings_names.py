"""What each row of the settings is called, in both languages, where it is refused."""

from __future__ import annotations

import unicodedata

from events.plan import Names
from events.settings import Duty, Holiday, Level, Procedure

WEEKDAYS = (
    Names(vi="Thứ Hai", en="Monday"),
    Names(vi="Thứ Ba", en="Tuesday"),
    Names(vi="Thứ Tư", en="Wednesday"),
    Names(vi="Thứ Năm", en="Thursday"),
    Names(vi="Thứ Sáu", en="Friday"),
    Names(vi="Thứ Bảy", en="Saturday"),
    Names(vi="Chủ nhật", en="Sunday"),
)
# Control characters, invisible ones such as changes of direction, lone surrogates, and
# what parts lines and paragraphs: a name is one line, as it is read.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def is_readable(name: str) -> bool:
    """Whether a name is one line of marks that are seen."""
    return not name.isspace() and UNSEEN.isdisjoint(map(unicodedata.category, name))


def weekday(number: int) -> Names:
    """Return what a day of the week is called, Monday being 1."""
    return WEEKDAYS[number - 1]


def of_service(service: str) -> Names:
    """Return what the orders of a service are called."""
    return Names(vi=f"dịch vụ {service}", en=f"service {service}")


def of_clerk(clerk: str) -> Names:
    """Return what a clerk's row is called."""
    return Names(vi=f"nhân viên {clerk}", en=f"clerk {clerk}")


def of_duty(duty: Duty) -> Names:
    """Return what a seat in the roster is called."""
    day, counter = weekday(duty.weekday), duty.counter
    return Names(
        vi=f"lịch trực {day.vi} quầy {counter}",
        en=f"the roster of {day.en}, counter {counter}",
    )


def of_hours(number: int) -> Names:
    """Return what the hours of a day of the week are called."""
    day = weekday(number)
    return Names(vi=f"giờ mở cửa {day.vi}", en=f"the hours of {day.en}")


def of_holiday(holiday: Holiday) -> Names:
    """Return what a holiday is called: its date is what it is known by."""
    day = f"{holiday.day:%d/%m/%Y}"
    return Names(vi=f"ngày nghỉ {day}", en=f"holiday {day}")


def of_dated(row: Level | Procedure) -> Names:
    """Return what a level or a procedure is called, with what it is."""
    name = own_name(row)
    if isinstance(row, Level):
        return Names(vi=f"mức {name.vi}", en=f"level {name.en}")
    return Names(vi=f"thủ tục {name.vi}", en=f"procedure {name.en}")


def own_name(row: Level | Procedure) -> Names:
    """Return a row's own name; its id stands where that cannot be read."""
    vi, en = row.names.vi, row.names.en
    return Names(
        vi=vi if is_readable(vi) else row.id, en=en if is_readable(en) else row.id
    )
