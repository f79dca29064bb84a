"""What is said to whoever signs in, in both languages."""

from __future__ import annotations

from datetime import datetime

from events.local_time import local
from events.replies import Sentence

UNKNOWN_CLERK = Sentence(
    vi="Mã nhân viên này chưa có hoặc đã ngừng. Thêm vào cài đặt của điểm trước.",
    en="No active clerk has this code. Add it to the office's settings first.",
)
MANAGER_FIRST = Sentence(
    vi="Chưa có quản lý nào có mã PIN. Hãy đặt mã PIN của một quản lý trước.",
    en="No manager has a PIN yet. Give a manager one first.",
)
WRONG = Sentence(
    vi="Mã nhân viên hoặc mã PIN không đúng. Hãy thử lại.",
    en="Clerk code or PIN is wrong. Try again.",
)
LAST = Sentence(
    vi="Mã nhân viên hoặc mã PIN không đúng. Còn 1 lần thử trước khi bị khóa.",
    en="Clerk code or PIN is wrong. One try is left before it is locked.",
)
SAME = Sentence(
    vi="Mã PIN mới trùng mã đang dùng. Hãy chọn mã khác.",
    en="The new PIN is the one in use. Choose another.",
)
NO_KEY = Sentence(
    vi="Trung tâm thiếu tệp accounts.key nên chưa kiểm tra được mã PIN. Báo kỹ thuật "
    "viên đặt lại tệp này và khởi động lại trung tâm.",
    en="The hub lacks accounts.key and cannot check PINs. Have the technician put the "
    "file back and restart the hub.",
)


def wrong(left: int) -> Sentence:
    """Return what is said of a wrong PIN with so many tries left."""
    return LAST if left == 1 else WRONG


def locked_out(until: datetime, at: datetime) -> Sentence:
    """Return what is said of a code that takes no PIN for now."""
    minutes = max(1, round((until - at).total_seconds() / 60))
    clock = f"{local(until):%H:%M:%S}"
    return Sentence(
        vi=f"Sai mã PIN nhiều lần. Thử lại sau {minutes} phút, lúc {clock}, "
        "hoặc nhờ quản lý mở khóa.",
        en=f"Too many wrong PINs. Try again in {minutes} min, at {clock}, "
        "or ask a manager to unlock it.",
    )
