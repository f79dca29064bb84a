"""Why the vault cannot be used, in sentences that say what to do.

Anybody may read them at /healthz: files go by their names; the log has their folders.
"""

from __future__ import annotations

import sqlite3

from events.replies import Sentence
from hub.application.vault import VaultUnusable

NO_KEY = Sentence(
    vi="không phải là một dòng 44 ký tự", en="it is not one line of 44 signs"
)
SPOILT = Sentence(
    vi="có một mục không mở được bằng khóa", en="a thing in it does not open"
)
UNSIGNED = Sentence(
    vi="không ghi được tạo bằng khóa nào", en="it does not say by which key it was made"
)

FULL = sqlite3.SQLITE_FULL
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
EXTENDED = 0xFF


def key_missing(key: str, vault: str) -> VaultUnusable:
    """Return that the key is not there although the vault is."""
    return _unusable(
        f"Không thấy khóa {key} của kho {vault}. Đặt lại tệp khóa hoặc gắn thiết bị "
        "chứa khóa; dữ liệu trong kho vẫn còn nguyên.",
        f"The key {key} of the vault {vault} is not there. Put it back, or mount the "
        "medium it is on; the vault is left as it is.",
    )


def key_wrong(key: str, vault: str) -> VaultUnusable:
    """Return that the key is not the one the vault was made with."""
    return _unusable(
        f"Khóa {key} không mở được kho {vault}. Đặt lại đúng khóa của kho này; dữ liệu "
        "trong kho vẫn còn nguyên.",
        f"The key {key} does not open the vault {vault}. Put back the key that it was "
        "made with; the vault is left as it is.",
    )


def key_unusable(key: str, why: Sentence) -> VaultUnusable:
    """Return that the key's file cannot be read or made."""
    return _unusable(
        f"Không dùng được tệp khóa {key} ({why.vi}). Kiểm tra tệp, quyền và thiết bị.",
        f"The key file {key} cannot be used ({why.en}). Look after it and its medium.",
    )


def told_by(error: Exception | str) -> Sentence:
    """Return the system's or SQLite's own word, which has no other language."""
    said = getattr(error, "strerror", None) or str(error)
    return Sentence(vi=said, en=said)


def of_system(error: OSError, vault: str) -> VaultUnusable:
    """Return what the system says of a file, in words of ours."""
    return failing(vault, told_by(error))


def too_slow(vault: str) -> VaultUnusable:
    """Return that the medium does not answer."""
    return _unusable(
        f"Kho {vault} không trả lời. Kiểm tra ổ đĩa.",
        f"The vault {vault} does not answer. Look after its disk.",
    )


def of_sqlite(error: sqlite3.Error, vault: str) -> VaultUnusable:
    """Return what SQLite says in words of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & EXTENDED
    if code == FULL:
        return _unusable(
            f"Ổ đĩa của kho {vault} đã đầy. Giải phóng dung lượng.",
            f"The disk of the vault {vault} is full. Free some space.",
        )
    if code in DAMAGED:
        return damaged(vault, told_by(error))
    return failing(vault, told_by(error))


def damaged(vault: str, why: Sentence) -> VaultUnusable:
    """Return that the file is not what was once written."""
    return _unusable(
        f"Kho {vault} bị hỏng ({why.vi}). Dừng trung tâm và khôi phục từ bản sao lưu.",
        f"The vault {vault} is damaged ({why.en}). Stop the hub and restore a backup.",
    )


def failing(vault: str, why: Sentence) -> VaultUnusable:
    """Return that the medium fails."""
    return _unusable(
        f"Không đọc hoặc ghi được kho {vault} ({why.vi}). Kiểm tra ổ đĩa và quyền.",
        f"The vault {vault} cannot be read or written ({why.en}). Look after its disk.",
    )


def newer(vault: str, form: int) -> VaultUnusable:
    """Return that a later program wrote the file."""
    return _unusable(
        f"Kho {vault} do phiên bản mới hơn ghi (dạng {form}). Hãy cập nhật trung tâm.",
        f"The vault {vault} was written by a newer hub (form {form}). Update the hub.",
    )


def _unusable(vi: str, en: str) -> VaultUnusable:
    return VaultUnusable(Sentence(vi=vi, en=en))
