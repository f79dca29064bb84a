"""Names that can be read, and dates that are meant."""

from datetime import date

import pytest
from msgspec.structs import replace

from events.plan import Names
from events.settings import Holiday, OfficeSettings
from hub.domain.refusals import DateTooEarly, NameUnreadable
from tests.hub.domain.test_changing_settings import FULL, NAMES, STAY, ask, told

NEW_YEAR = Holiday(day=date(2027, 1, 1), names=NAMES)
UNSEEN = ("Tết\nnghỉ", "Tết\x07", "Tết \u202eihgn", "Tết\u200b", "Tết\u2028nghỉ", "  ")


@pytest.mark.parametrize("name", UNSEEN, ids=ascii)
def test_a_name_is_one_line_as_it_is_read(name: str) -> None:
    """Line feeds, control characters and changes of direction are refused by field."""
    names = Names(vi=name, en="Holiday")
    for settings, field in (
        (
            OfficeSettings(holidays=(replace(NEW_YEAR, names=names),)),
            "Tên tiếng Việt của ngày nghỉ 01/01/2027",
        ),
        (
            OfficeSettings(levels=(replace(FULL, names=names),)),
            "Tên tiếng Việt của mức full",
        ),
        (
            OfficeSettings(procedures=(replace(STAY, names=names),)),
            "Tên tiếng Việt của thủ tục stay",
        ),
    ):
        with pytest.raises(NameUnreadable) as no:
            ask(settings)
        assert field in no.value.text.vi


def test_the_english_name_counts_as_well() -> None:
    """Both names are looked at, and the one that is amiss is told."""
    names = Names(vi="Tết", en="New\tYear")
    with pytest.raises(NameUnreadable) as no:
        ask(OfficeSettings(holidays=(replace(NEW_YEAR, names=names),)))
    assert "The English name of holiday 01/01/2027" in no.value.text.en


def test_ordinary_names_pass() -> None:
    """Vietnamese marks, composed or not, dashes and quotes are what names have."""
    for vi in ("Giỗ Tổ Hùng Vương – nghỉ bù", "Tê\u0301t", "Liên thông “khai sinh”"):
        row = replace(NEW_YEAR, names=Names(vi=vi, en="Holiday"))
        assert ask(OfficeSettings(holidays=(row,)))


def test_dates_before_2000_are_refused() -> None:
    """A holiday or a validity of another century is a slip of the finger."""
    early = date(1999, 12, 31)
    for settings in (
        OfficeSettings(holidays=(replace(NEW_YEAR, day=early),)),
        OfficeSettings(levels=(replace(FULL, valid_from=early),)),
        OfficeSettings(procedures=(STAY, replace(STAY, id="x", valid_until=early))),
    ):
        with pytest.raises(DateTooEarly) as no:
            ask(settings)
        assert "31/12/1999" in no.value.text.vi
    assert ask(OfficeSettings(holidays=(replace(NEW_YEAR, day=date(2000, 1, 1)),)))


def test_an_older_slip_keeps_nobody_from_saving() -> None:
    """What was told before this was looked at may stay."""
    early = replace(NEW_YEAR, day=date(1026, 1, 1))
    state = told(OfficeSettings(holidays=(early,)))

    assert ask(OfficeSettings(holidays=(early, NEW_YEAR)), 7, state)
