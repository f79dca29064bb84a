"""Values as people read them: 1.234,56 and 22/11/2026 here, 1,234.56 in English."""

from __future__ import annotations

from datetime import date, datetime

from events.local_time import local
from hub.reports.report import Lang
from hub.reports.values import Absent, Hidden, Mark, Number, Said, Unit, Value

UNITS = {
    "vi": {Unit.PERCENT: " %", Unit.MINUTES: " phút"},
    "en": {Unit.PERCENT: " %", Unit.MINUTES: " min"},
}
FEW = {"vi": "ẩn, dưới 5 lượt", "en": "hidden, under 5"}
POINT, COMMA = ".", ","
DASH = "–"
ABOUT = "~"


def shown(value: Value, lang: Lang) -> str:
    """Return a cell as it is printed, its unit with it."""
    match value:
        case Number():
            unit = UNITS[lang].get(value.unit, "")
            parts = ""
            if value.part is not None and value.whole is not None:
                part, whole = bare_int(value.part, lang), bare_int(value.whole, lang)
                parts = f" ({part} / {whole})"
            about = ABOUT if value.is_about else ""
            return f"{about}{bare(value, lang)}{unit}{parts}"
        case Said(text=text):
            return text
        case Hidden(mark=mark):
            return FEW[lang] if mark is Mark.FEW else str(mark)
        case Absent():
            return DASH


def bare(number: Number, lang: Lang) -> str:
    """Return a number without its unit."""
    head, tail = divmod(number.digits, 10**number.places)
    whole = bare_int(head, lang)
    if not number.places:
        return whole
    sign = COMMA if lang == "vi" else POINT
    return f"{whole}{sign}{tail:0{number.places}}"


def bare_int(n: int, lang: Lang) -> str:
    """Return a whole number in groups of three."""
    plain = f"{n:,}"
    return plain.replace(",", POINT) if lang == "vi" else plain


def day(at: date) -> str:
    """Return a date as it is written here, in both languages."""
    return f"{at:%d/%m/%Y}"


def instant(at: datetime) -> str:
    """Return an instant on a Vietnamese clock."""
    return f"{local(at):%d/%m/%Y %H:%M}"
