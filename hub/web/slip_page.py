"""What a printed *phiếu hỗ trợ* says, in words (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import segno
from markupsafe import Markup
from msgspec import Struct

from events.local_time import local
from events.session import Outcome, ReturnWay
from hub.application.support_slip import Filed, SupportSlip

QUIET = 4
# A one-stop section passes paper on at the start of the next working day from then on.
LATE_HOUR = 15

# How wide a bold letter is, in em, and how much of that a line takes: on the narrowest
# paper as the code is written, and written smaller.
WIDTHS = {"W": 1.0, "M": 0.95, "@": 1.0, **dict.fromkeys("-./ :", 0.42)}
LETTER, CAPITAL = 0.66, 0.76
LINE, SMALLER_LINE = 15.5, 19.0

WAYS: Mapping[ReturnWay, tuple[str, str]] = {
    ReturnWay.POST: ("Gửi qua bưu điện", "By post"),
    ReturnWay.PICK_UP: ("Đến nhận tại nơi trả", "Pick up in person"),
    ReturnWay.ELECTRONIC: ("Nhận bản điện tử", "Electronic result"),
}
OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.SUBMITTED: ("Đã nộp trực tuyến", "Submitted online"),
    Outcome.ADVISED_ONLY: ("Chỉ tư vấn", "Advice only"),
    Outcome.MISSING_PAPERS: ("Thiếu giấy tờ", "Papers missing"),
    Outcome.NO_ACCOUNT: ("Chưa có tài khoản", "No account"),
    Outcome.NOT_ONLINE: ("Chưa có trực tuyến", "Not online yet"),
    Outcome.SYSTEM_DOWN: ("Cổng hoặc mạng lỗi", "Portal or network down"),
    Outcome.REFERRED: ("Chuyển nơi khác", "Referred"),
    Outcome.TRACKED: ("Đã tra cứu", "Looked up"),
    Outcome.RESULT_GIVEN: ("Đã trả kết quả", "Result given"),
}


class Dossier(Struct, frozen=True, kw_only=True):
    """A dossier as it is printed; `qr` holds nothing but the code."""

    name: str
    at: str
    code: str = ""
    width: str = ""
    qr: Markup = Markup()


class SlipPage(Struct, frozen=True, kw_only=True):
    """Everything on the slip, written out; empty where there is nothing to say."""

    ticket: str
    counter: str
    day: str
    dossiers: tuple[Dossier, ...]
    outcome: tuple[str, str] | None
    way: tuple[str, str] | None
    consignment: str
    consignment_width: str
    is_late: bool


def slip_page(slip: SupportSlip) -> SlipPage:
    """Return what is printed of a session."""
    return SlipPage(
        ticket=slip.ticket,
        counter=slip.counter,
        day=f"{local(slip.day):%d/%m/%Y}",
        dossiers=tuple(_dossier(one) for one in slip.filed),
        outcome=None if slip.outcome is None else OUTCOMES.get(slip.outcome),
        way=None if slip.way is None else WAYS[slip.way],
        consignment=slip.consignment or "",
        consignment_width=width(slip.consignment or ""),
        is_late=any(_is_late(one.at) for one in slip.filed),
    )


def qr(text: str) -> Markup:
    """Return a text as a QR code, level M, drawn in SVG without any style."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    drawn = code.svg_inline(
        border=QUIET, omitsize=True, svgclass="qr", lineclass=None, light="#fff"
    )
    return Markup(drawn)  # drawn by us: modules only, no text


def width(code: str) -> str:
    """Return how a code is written so that its line holds it: as it is, small, long.

    A long one is broken, which nothing can help.
    """
    ems = sum(WIDTHS.get(each, CAPITAL if each.isupper() else LETTER) for each in code)
    if ems <= LINE:
        return ""
    return "small" if ems <= SMALLER_LINE else "long"


def _dossier(one: Filed) -> Dossier:
    return Dossier(
        name=one.procedure.vi,
        at=f"{local(one.at):%H:%M}, {local(one.at):%d/%m/%Y}",
        code=one.code or "",
        width=width(one.code or ""),
        qr=qr(one.code) if one.code else Markup(),
    )


def _is_late(at: datetime) -> bool:
    return local(at).hour >= LATE_HOUR
