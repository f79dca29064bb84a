"""What is refused is called by its name, in each language by its own."""

from datetime import date

import pytest
from msgspec.structs import replace

from events.plan import Names
from events.settings import Clerk, Duty, OfficeSettings, OpeningHours
from hub.domain.refusals import DatesReversed, HoursReversed, RowTwice
from hub.domain.refused import Refused
from tests.hub.domain.test_changing_settings import FULL, STAY, ask, told

SEAT = Duty(weekday=7, counter="1", clerk="NV-02")
ENDS_FIRST = {"valid_from": date(2027, 1, 2), "valid_until": date(2027, 1, 1)}
NAMED = {
    "hours": (
        OfficeSettings(hours=(OpeningHours(weekday=3, opens="18:00", closes="17:00"),)),
        HoursReversed,
        "Thứ Tư: giờ đóng 17:00 không sau giờ mở 18:00.",
        "Wednesday: closing at 17:00 is not after opening at 18:00.",
    ),
    "a level": (
        OfficeSettings(levels=(replace(FULL, **ENDS_FIRST),)),
        DatesReversed,
        "Dòng mức Toàn trình hết hạn trước khi có hiệu lực.",
        "The row of level Fully online ends before it begins.",
    ),
    "procedures": (
        OfficeSettings(procedures=(STAY, STAY)),
        RowTwice,
        "Có hai dòng cho thủ tục Đăng ký tạm trú.",
        "There are two rows for procedure Temporary residence.",
    ),
    "seats": (
        OfficeSettings(clerks=(Clerk(id="NV-02"),), roster=(SEAT, SEAT)),
        RowTwice,
        "Có hai dòng cho lịch trực Chủ nhật quầy 1.",
        "There are two rows for the roster of Sunday, counter 1.",
    ),
}


@pytest.mark.parametrize(("settings", "kind", "vi", "en"), NAMED.values(), ids=NAMED)
def test_rows_are_called_by_name(
    settings: OfficeSettings, kind: type[Refused], vi: str, en: str
) -> None:
    """No id and no word of the other language stands in a sentence."""
    with pytest.raises(kind) as no:
        ask(settings)

    assert no.value.text.vi.startswith(vi)
    assert no.value.text.en.startswith(en)


def test_an_older_fault_may_be_renamed() -> None:
    """What was wrong before stays so under another name, and keeps nobody away."""
    wrong = replace(STAY, service="Z")
    renamed = replace(wrong, names=Names(vi="Tên mới", en="New name"))
    state = told(OfficeSettings(procedures=(wrong,)))

    assert ask(OfficeSettings(procedures=(renamed,)), 7, state)
