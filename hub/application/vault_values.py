"""What may be put into the vault: what is tidied, refused, warned of, masked (pure)."""

from __future__ import annotations

import re
import unicodedata

from events.replies import Sentence
from hub.application.vault import Kind

LONGEST = {
    Kind.DOSSIER_CODE: 40,
    Kind.CONSIGNMENT: 40,
    Kind.PHONE: 40,
    Kind.NOTE: 500,
}
# The form of today, which may change: a clerk is warned, never kept from going on.
USUAL = {
    Kind.DOSSIER_CODE: re.compile(
        r"(?:\d{3}\.[0-9A-Z]{2}\.\d{2}\.[HG]\d{2}|[HG]\d{2}(?:\.\d{1,3}){0,3})"
        r"-\d{6}-\d{4,7}"
    ),
    Kind.CONSIGNMENT: re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}"),
    Kind.PHONE: re.compile(r"(?:\+?84|0)(?:[35789]\d{8}|2\d{9})"),
}
WARNINGS = {
    Kind.DOSSIER_CODE: Sentence(
        vi="Mã hồ sơ không giống mẫu thường gặp. Đã cất; xin xem lại mã.",
        en="The code does not look like the usual ones. It is kept; look at it again.",
    ),
    Kind.CONSIGNMENT: Sentence(
        vi="Mã bưu gửi không giống mẫu thường gặp. Đã cất; xin xem lại mã.",
        en="The consignment number looks unusual. It is kept; look at it again.",
    ),
    Kind.PHONE: Sentence(
        vi="Số điện thoại không giống mẫu thường gặp. Đã cất; xin xem lại số.",
        en="The phone number looks unusual. It is kept; look at it again.",
    ),
}
EMPTY = Sentence(vi="không có chữ hay số nào", en="there is no letter or digit")
SIGNS = Sentence(
    vi="nội dung có ký tự điều khiển", en="the text has control characters"
)
CONTROL = r"\x00-\x09\x0b-\x1f\x7f-\x9f"
# What the contract says of any text: something to read, nothing that no keyboard has.
READABLE = rf"^[^{CONTROL}]*[0-9A-Za-zÀ-ỹ][^{CONTROL}]*$"
SHOWN = 4
MASK = "…"


def tidy(text: str, kind: Kind) -> str:
    """Return a text in one form, without spaces around it; a phone without any."""
    text = unicodedata.normalize("NFC", text).strip()
    if kind is Kind.NOTE:
        return text
    return re.sub(r"[\s.()\-]" if kind is Kind.PHONE else r"\n", "", text)


def fault(text: str, kind: Kind) -> Sentence | None:
    """Return why a text as it was sent cannot be kept, None if it can."""
    if len(text) > LONGEST[kind]:
        return Sentence(
            vi=f"dài quá {LONGEST[kind]} ký tự",
            en=f"it is longer than {LONGEST[kind]} characters",
        )
    if any(unicodedata.category(s) in ("Cc", "Cs") and s != "\n" for s in text):
        return SIGNS
    return None if re.search(READABLE, text) else EMPTY


def warning(text: str, kind: Kind) -> Sentence | None:
    """Return what a clerk should look at again; it is kept all the same."""
    usual = USUAL.get(kind)
    plain = text if kind is Kind.PHONE else text.upper()
    is_usual = usual is None or usual.fullmatch(plain) is not None
    return None if is_usual else WARNINGS[kind]


def masked(text: str) -> str:
    """Return a thing as exports and lists show it, by its last signs: …0012.

    Of a short one less is shown, so that at least half stays hidden.
    """
    shown = min(SHOWN, len(text) // 2)
    return MASK + text[len(text) - shown :]
