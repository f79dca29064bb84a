"""Which notes are refused, and where in them it stands; and which are not."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.application.screening import Personal, screen

PHONES = (
    *("0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "0912,345,678"),
    *("091 234 5678", "09 12 34 56 78", "0 9 1 2 3 4 5 6 7 8", "0912–345–678"),
    *("+84912345678", "+84 912 345 678", "(+84) 912-345-678", "84912345678"),
    *("0084912345678", "84 0912 345 678", "+84.91.234.5678", "0912\u00a0345\u00a0678"),
    *("024 3825 1234", "(024) 38251234", "02438251234", "0204.3855.123"),
    *("0123 456 7890", "01234567890", "09.12.2012.34", "0912\u200b345678"),
    *("０９１２３４５６７８", "gọi0912345678nhé", "ĐT:0912345678.", "0912345678/A047"),
    "không chín một hai ba bốn năm sáu bảy tám",
    "KHÔNG CHÍN MỘT, HAI BA BỐN - NĂM SÁU BẢY TÁM",
    # What stands behind a number, or before it, makes no amount or ticket of its half.
    *("0912 345 678 k nghe máy", "0912 345 678 đ", "0912.345.678k", "0912 345 678 %"),
    *("0912 345 678 đ. 50.000 đ", "84 912 345 678 k gọi được", "024 3825 1234 k đúng"),
    *("ĐT0912 345 678", "SĐT0912.345.678", "T0912 345 678", "ĐTDĐ091 234 5678"),
    *(
        "09 12 34 56 18 gọi lại",
        "091 234 56 18 hẹn 9h",
        "09 12 34 56 18 giờ hành chính",
    ),
    *("0912 345 678 8h30", "0912 345 678 22/11/2026", "ĐT 0912 345 678, 12/11/2026"),
    # However it is written down.
    *(
        "0912/345/678",
        "0912/12/2012",
        "0912—345—678",
        "0912 345\n678",
        "0912\n345\n678",
    ),
    *("0912, 345, 678", "0912. 345. 678", "0912\u2009345\u2009678", "0912\t345\t678"),
    *("0912\u202f345 678", "0912  345  678", "0912'345'678", "0912 / 345 / 678"),
    *("0912; 345; 678", "0912…345…678", "0912 (345) 678", "0912 . 345 . 678"),
    *(
        "09/12/2012/34",
        "+84/912/345/678",
        "84, 912, 345, 678",
        "0912, 34, 56, 78",
        "0912 345\r\n678",
        "0912 345 678\n503",
    ),
)
ID_NUMBERS = (
    *("001099012345", "001 099 012 345", "001.099.012.345", "0010 9901 2345"),
    *("CCCD: 001099012345.", "0 0 1 0 9 9 0 1 2 3 4 5", "số 001099012345 đó"),
    *("012345678", "012 345 678", "012.345.678", "912345678", "C1234567", "P01234567"),
    *("1234567890123", "EA123456789VN"),
    *("CCCD 001 085 123 456 k có", "001.085.123.456 đ", "CCCD001 085 123 456"),
    *(
        "001/085/123/456",
        "001, 085, 123, 456",
        "001 085 123\n456",
        "T001 085 123 456 k",
    ),
    *(
        "ĐT012 345 678",
        "096 099 012 345",
        "0960 9901 2345",
        "012 345 678 k có",
        "CMND 012 345 678 đ",
    ),
)
CARDS = (
    *("4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111"),
    *("9704 1234 5678 9012", "9704123456789012", "5500.0000.0000.0004"),
    *("378282246310005", "9704 1234 5678 9012 345", "4111 1111 1111 1111 k đúng"),
)
EMAILS = (
    *("a.b@gmail.com", "a.b @ gmail . com", "ten_rieng+x@bo.gov.vn", "x@y.vn"),
    *("ten (at) yahoo.com.vn", "ten a còng gmail.com", "MAILTO:A@B.VN"),
)
CODES = (
    *("000.00.01.H26-260930-0012", "000.A0.01.H26-210212-9090", "H26-260930-0012"),
    *("H15.50.05.13-261008-0975", "G07-260930-123456", "h26-260930-0012"),
    *("H26 - 260930 - 0012", "mã 000.00.01.H26-260930-0012, đã nộp"),
    *("H26.32.5-261122-0975", "H26.1.22.333-261122-0975", "h26.5-261122-1234567"),
)
HARMLESS = (
    *("gửi lại 2 lần", "50.000 đ", "lúc 09:18", "22/11/2026", "A047", "", " "),
    *("A047 A048 A049", "A1000", "A047, A048", "B012 lúc 09:18:30 ngày 22/11/2026"),
    *("1.000.000.000 đồng", "50000000đ", "26 000 đ", "150 000 000 đồng", "2 triệu"),
    *("10.000đ/01 chiều", "phí 26.000đ/100gam", "78,4 %", "1.717 lượt", "30% người"),
    *("22-11-2026 09:18", "2026-11-22 09:18:30", "22.11.2026 8h30", "11/2026"),
    *("9h18 ngày 22 11 2026", "8 giờ 30 đến 9 giờ 45", "từ 03.2026 04.2026"),
    *("hết hạn 30/11/2026 17:00", "12 tháng 11 năm 2026", "2024-2025 2"),
    *("giai đoạn 2025-2026. 5 người", "quầy 1 2 3 4", "1 2 3 4 5 6 7 8 9"),
    *("lỗi 503", "lỗi 0x80070005", "http 504", "Windows 10 22H2", "tổng đài 1900 1234"),
    *("Nghị định 309/2026/NĐ-CP Điều 12.2", "Thông tư 22/2017/TT-BTTTT"),
    *("thủ tục 1.004222", "mã 2.000815.000", "IP 192.168.1.20", "192.168.100.101"),
    *("số 047, 048, 049", "chờ 15–25 phút", "2 trong 3 máy", "không một ai đến"),
    *("Mạng chậm, thử 3 lần từ 08:00 đến 08:45", "1.234.567 người", "10+10=20"),
    *(
        "thiếu bản sao công chứng; hẹn lại thứ 2 (24/11)",
        "mức 2 VNeID",
        "tờ khai 01/ĐK",
    ),
    *("khách ở tầng 12 phòng 1204", "@ cổng", "5 @ 3", "năm hai ba người"),
    *("không hai ba bốn", "email bị lỗi", "H26 báo lỗi", "mã H26 chưa có"),
)
EVERYDAY = (
    *("Nộp 345.000 đ", "số A047", "hẹn 12/11/2026 lúc 09:30", "phòng 1201"),
    *(
        "QĐ 118/2025/NĐ-CP",
        "12 bộ x 150.000",
        "QĐ 0118/2025/QĐ-UBND",
        "TT 04/2020/TT-BTP",
    ),
    *("từ 08/11, 09/11 và 10/11", "các ngày 08/11, 09/11, 10/11", "02/11-05/11/2026"),
    *(
        "quầy 01 02 03 04 05 06",
        "số 047, 048, 049, 050",
        "sau đó 047 048 049 ra về",
        "đã gọi\n047\n048\n049",
    ),
    *("phòng 0201, 0202, 0203", "tầng 3, phòng 305", "khách A047 nộp 150.000 đ"),
    *(
        "A047 150.000 đ, A048 26.000 đ",
        "50.000, 100.000, 200.000",
        "2 x 26.000 = 52.000",
    ),
    *(
        "bưu phí 30.000 + 26.000 = 56.000",
        "lệ phí 1.000.000 đ; 2 bản",
        "giảm 50% còn 75.000",
    ),
    *("lỗi 503, 504", "mã lỗi 403 - 404 - 500", "trang 12/45", "tải được 3/5 tệp"),
    *("tệp 25 MB, giới hạn 10 MB", "ảnh 1024x768", "chờ 20 phút, 09:18 đến 09:38"),
    *(
        "mất mạng 08:00, 09:15 và 10:40",
        "đợi từ 8h đến 9h30",
        "16h30 hết giờ, hẹn 24/11",
    ),
    *("thứ 2 ngày 23/11 lúc 8 giờ", "quý 4/2026", "11/2026 hết hạn", "sinh năm 1985"),
    *(
        "3 người, 2 bộ hồ sơ, 1 bản chính",
        "1 chính 02 sao",
        "in 2 lần: 5 trang và 7 trang",
    ),
    *("đơn mẫu số 01/ĐK-TĐ", "mẫu TK01 và CT01", "thủ tục 1.004222 và 2.000635"),
    *("phiên bản 1.2.3.4", "Chrome 128.0.6613.120", "dịch vụ công mức 4", "wifi 5 GHz"),
    *("đường 30/4, số nhà 12/5/7", "thửa 118 tờ 25", "1 + 1 = 2", "khách 70 tuổi"),
    *("tổng đài 1022", "tổng đài 1800 1096", "gọi 113", "Nghị quyết 66/NQ-CP 2025"),
)
NO_CITIZENS = ("0970 9901 2345", "0000 9901 2345", "0990 9901 2345")


@pytest.mark.parametrize("text", PHONES)
def test_a_telephone_number_is_found(text: str) -> None:
    """Vietnamese, however its digits are kept apart."""
    assert [found.kind for found in screen(text)] == [Personal.PHONE]


@pytest.mark.parametrize("text", ID_NUMBERS)
def test_an_id_number_is_found(text: str) -> None:
    """Twelve digits, nine, a passport's; and no other number is so long."""
    assert [found.kind for found in screen(text)] == [Personal.ID_NUMBER]


@pytest.mark.parametrize("text", CARDS)
def test_a_bank_card_is_found(text: str) -> None:
    """By its check digit, or as one of the country's."""
    assert [found.kind for found in screen(text)] == [Personal.BANK_CARD]


@pytest.mark.parametrize("text", EMAILS)
def test_an_e_mail_address_is_found(text: str) -> None:
    """With its sign, or with the word for it."""
    assert [found.kind for found in screen(text)] == [Personal.EMAIL]


@pytest.mark.parametrize("text", CODES)
def test_a_dossier_code_is_found(text: str) -> None:
    """Of the old form and the new, in either case."""
    assert [found.kind for found in screen(text)] == [Personal.DOSSIER_CODE]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_passes(text: str) -> None:
    """Dates, hours, money, tickets, decrees, errors: what notes are made of."""
    assert screen(text) == ()


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_note_passes(text: str) -> None:
    """Fees, decrees, days, lists of tickets: nobody is kept from writing them."""
    assert screen(text) == ()


@pytest.mark.parametrize("between", ["; ", " rồi ", ";\n"])
def test_all_of_the_harmless_together_pass(between: str) -> None:
    """One after another, as in a long note."""
    assert screen(between.join((*HARMLESS, *EVERYDAY))) == ()


@pytest.mark.parametrize("text", NO_CITIZENS)
def test_only_provinces_begin_a_citizens_number(text: str) -> None:
    """The first three digits are a province's, 001 to 096."""
    assert screen(text) == ()


def test_it_says_where_each_piece_stands() -> None:
    """From its first character to its last, counted from 1, in order."""
    text = "Khách 0912 345 678 nộp 000.00.01.H26-260930-0012 qua a@b.vn lúc 09:18"

    found = screen(text)

    assert [text[one.first - 1 : one.last] for one in found] == [
        "0912 345 678",
        "000.00.01.H26-260930-0012",
        "a@b.vn",
    ]


def test_a_number_is_found_behind_others() -> None:
    """A counter's number before it, a date after it: it is still one."""
    for text in ("quầy 2 0912345678", "0912345678 22/11/2026", "A047 0912 345 678"):
        assert [found.kind for found in screen(text)] == [Personal.PHONE]


SIGNS = (
    *("", *" .-_·–—\u00a0\u2009\u202f\u3000\u200b\t\n", " - ", " – ", "  ", "\r\n"),
    *("/", ", ", ". ", " / ", "; ", "…", " : "),
)
BEFORE = (
    *("", "gọi ", "ĐT", "SĐT: ", "sđt", "T", "k ", "số ", "@", "(", "bà A: ", "A047 "),
    *("8h ", "quầy 2 ", "22/11/2026 ", "150.000 đ, ", "1. "),
)
BEHIND = (
    *("", " k", "k", " k nghe máy", " đ", "đ", " đồng", " triệu", "%", " nhé", " gọi"),
    *(" hẹn 9h", " giờ", ", gọi lại", ".", ")", " 22/11/2026", " lúc 09:30", "/A047"),
    *(" 150.000 đ", " 8h30", ", 2 lần"),
)
MOBILE = st.from_regex(r"(\+84|0)[35789][0-9]{8}", fullmatch=True)
CUTS = st.sets(st.integers(3, 9)) | st.sampled_from(
    [{2, 4, 6, 8}, {4, 6, 8}, {3, 5, 7}]
)


@given(MOBILE, CUTS, *map(st.sampled_from, (SIGNS, BEFORE, BEHIND)))
@example("0912345678", {4, 7}, " ", "", " k nghe máy")
@example("0912345678", {4, 7}, " ", "", " đ")
@example("0912345678", {4, 7}, " ", "ĐT", "")
@example("0912345618", {2, 4, 6, 8}, " ", "", " gọi")
@example("0912122012", {4, 6}, "/", "", "")
def test_any_mobile_number_is_found_however_it_is_grouped(
    number: str, cuts: Collection[int], between: str, before: str, behind: str
) -> None:
    """One separator, anywhere and as often as one likes; whatever is around it."""
    assert screen(before + parted(number, cuts, between) + behind)


def parted(number: str, cuts: Collection[int], between: str) -> str:
    """Return a number with something between its groups."""
    return "".join(between * (n in cuts) + sign for n, sign in enumerate(number))


@given(st.text(alphabet="0123456789 .,-+/@ahđ:AH()", max_size=60))
@example("1 " * 250)
@example("a.a " * 125)
def test_any_text_is_read_to_its_end(text: str) -> None:
    """Whatever stands there, the places lie inside it and do not overlap."""
    found = screen(text)

    assert all(1 <= one.first <= one.last <= len(text) for one in found)
    assert all(a.last < b.first for a, b in pairwise(found))
