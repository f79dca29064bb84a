"""What the vault's door answers: a reference, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from events.ids import Reference
from events.replies import RefusalReply, Sentence
from hub.application.screening import Found, Personal


class InVault(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """It is kept behind this reference; `warning`: it looks unusual, look again."""

    ref: Reference
    warning: Sentence | None = None


class Erased(Struct, frozen=True, kw_only=True):
    """What stood behind this reference is gone for good."""

    ref: Reference


class PersonalRefusal(RefusalReply, frozen=True, kw_only=True, omit_defaults=True):
    """A note was not kept; `found` says where in it, and what that looks like."""

    found: tuple[Found, ...] = ()


PERSONAL = Sentence(
    vi="Ghi chú có vẻ chứa số điện thoại hoặc số giấy tờ. Hãy bỏ phần đó rồi lưu.",
    en="The note seems to hold a phone or ID number. Remove it, then save.",
)
NUMBERS = (Personal.PHONE, Personal.ID_NUMBER)
PERSONAL_TOO = Sentence(
    vi="Ghi chú có vẻ chứa thông tin riêng của một người. Hãy bỏ phần đó rồi lưu.",
    en="The note seems to hold something personal. Remove it, then save.",
)
LIKE: Mapping[Personal, Sentence] = {
    Personal.PHONE: Sentence(vi="giống số điện thoại", en="like a phone number"),
    Personal.ID_NUMBER: Sentence(vi="giống số giấy tờ", en="like an ID number"),
    Personal.BANK_CARD: Sentence(vi="giống số thẻ ngân hàng", en="like a bank card"),
    Personal.EMAIL: Sentence(vi="giống địa chỉ thư điện tử", en="like an e-mail"),
    Personal.DOSSIER_CODE: Sentence(vi="giống mã hồ sơ", en="like a dossier code"),
}
NO_SUCH = Sentence(
    vi="Không có gì được cất dưới mã này. Có thể đã quá hạn và đã xóa.",
    en="Nothing is kept behind this reference. It may have expired and be erased.",
)
UNUSABLE = Sentence(
    vi="Chưa cất được mã hồ sơ, ghi chú. Cứ tiếp tục giúp khách và báo kỹ thuật viên.",
    en="Codes and notes cannot be kept now. Go on helping, and tell the technician.",
)


def personal(found: Sequence[Found]) -> PersonalRefusal:
    """Return the refusal of a note: where to look, never the piece itself."""
    is_number = all(each.kind in NUMBERS for each in found)
    said = PERSONAL if is_number else PERSONAL_TOO
    text = Sentence(
        vi=" ".join([said.vi, *(_where_vi(each) for each in found)]),
        en=" ".join([said.en, *(_where_en(each) for each in found)]),
    )
    return PersonalRefusal(refusal="personal", text=text, found=tuple(found))


def no_such() -> RefusalReply:
    """Return that nothing is kept behind a reference."""
    return RefusalReply(refusal="unknown-reference", text=NO_SUCH)


def unusable() -> RefusalReply:
    """Return that the vault fails; what is wrong with it is the technician's to see."""
    return RefusalReply(refusal="vault-unusable", text=UNUSABLE)


def stuck(seconds: float) -> Sentence:
    """Return what is told at /healthz of a vault whose medium does not answer."""
    return Sentence(
        vi=f"Kho mã hồ sơ và ghi chú không trả lời đã {seconds:.0f} giây, nên chưa cất "
        "và chưa xóa được gì. Kiểm tra ổ đĩa.",
        en=f"The vault of codes and notes has not answered for {seconds:.0f} s. Look "
        "after its disk: nothing is kept or erased meanwhile.",
    )


def _where_vi(found: Found) -> str:
    return f"Ký tự {found.first}–{found.last}: {LIKE[found.kind].vi}."


def _where_en(found: Found) -> str:
    return f"Characters {found.first}–{found.last}: {LIKE[found.kind].en}."
