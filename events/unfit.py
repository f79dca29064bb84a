"""Why bytes do not fit the contract, in plain words of both languages.

The library's own texts speak of Python and repeat what was sent; of them only the kind
of the fault and the field's place are taken.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

import msgspec

from events.ids import NO_LINE_FEED
from events.replies import Sentence

UNREADABLE = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)

NO_JSON = Sentence(vi="không phải JSON hợp lệ", en="it is not sound JSON")
NO_TEXT = Sentence(vi="không phải văn bản UTF-8", en="it is not UTF-8 text")
TOO_DEEP = Sentence(vi="lồng nhau quá nhiều tầng", en="it is nested in too many layers")
OTHERWISE = Sentence(vi="không đúng đặc tả", en="is not what the contract says")

# By the pattern as the contract has it, without the tail that stops a line feed.
PATTERNS: Mapping[str, Sentence] = {
    r"^[A-Z]$": Sentence(
        vi="phải là một chữ cái từ A đến Z", en="must be one letter, A to Z"
    ),
    r"^[A-Z][0-9]{3,5}$": Sentence(
        vi="phải là một chữ cái và ba đến năm chữ số, ví dụ A047",
        en="must be a letter and three to five digits, such as A047",
    ),
    r"^[0-9A-Za-z][0-9A-Za-z-]{0,15}$": Sentence(
        vi="phải gồm 1 đến 16 chữ cái không dấu, chữ số hoặc gạch nối, và không bắt "
        "đầu bằng gạch nối",
        en="must be 1 to 16 letters, digits or hyphens, with no hyphen first",
    ),
    r"^[0-9a-f]{64}$": Sentence(
        vi="phải gồm 64 chữ số hệ 16, chữ thường",
        en="must be 64 hexadecimal digits in small letters",
    ),
    r"^[a-z0-9][a-z0-9-]{0,31}$": Sentence(
        vi="phải gồm 1 đến 32 chữ thường không dấu, chữ số hoặc gạch nối, và không bắt "
        "đầu bằng gạch nối",
        en="must be 1 to 32 small letters, digits or hyphens, with no hyphen first",
    ),
    r"^[a-z0-9][a-z0-9-]{0,39}$": Sentence(
        vi="phải gồm 1 đến 40 chữ thường không dấu, chữ số hoặc gạch nối, và không bắt "
        "đầu bằng gạch nối",
        en="must be 1 to 40 small letters, digits or hyphens, with no hyphen first",
    ),
    r"^[a-z][a-z0-9-]{0,39}$": Sentence(
        vi="phải gồm 1 đến 40 chữ thường không dấu, chữ số hoặc gạch nối, và bắt đầu "
        "bằng chữ",
        en="must be 1 to 40 small letters, digits or hyphens, with a letter first",
    ),
    r"^[0-9A-Za-z._:-]{1,64}$": Sentence(
        vi="phải gồm 1 đến 64 chữ cái không dấu, chữ số hoặc các dấu . _ : -",
        en="must be 1 to 64 letters, digits or signs of . _ : -",
    ),
    r"^[0-9A-Za-z._:+-]{1,64}$": Sentence(
        vi="phải gồm 1 đến 64 chữ cái không dấu, chữ số hoặc các dấu . _ : + -",
        en="must be 1 to 64 letters, digits or signs of . _ : + -",
    ),
    r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$": Sentence(
        vi="phải là một UUID viết bằng chữ thường",
        en="must be a UUID in small letters",
    ),
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": Sentence(
        vi="phải là giờ và phút, ví dụ 07:30",
        en="must be hours and minutes, like 07:30",
    ),
    r"^/[!-~]{1,199}$": Sentence(
        vi="phải bắt đầu bằng / và gồm 2 đến 200 ký tự ASCII không có dấu cách",
        en="must begin with / and be 2 to 200 ASCII signs without a space",
    ),
    r"^[!-~]{1,200}$": Sentence(
        vi="phải gồm 1 đến 200 ký tự ASCII không có dấu cách",
        en="must be 1 to 200 ASCII signs without a space",
    ),
    r"^layso\.[a-z][a-z0-9-]{0,63}$": Sentence(
        vi="phải là layso. rồi đến một tên viết bằng chữ thường, chữ số, gạch nối",
        en="must be layso. and a name of small letters, digits and hyphens",
    ),
}
KINDS: Mapping[str, Sentence] = {
    "str": Sentence(vi="chuỗi ký tự", en="a text"),
    "int": Sentence(vi="số nguyên", en="a whole number"),
    "float": Sentence(vi="số", en="a number"),
    "bool": Sentence(vi="true hoặc false", en="true or false"),
    "array": Sentence(vi="danh sách", en="a list"),
    "object": Sentence(vi="đối tượng JSON", en="a JSON object"),
    "null": Sentence(vi="null", en="null"),
    "date": Sentence(vi="ngày như 2026-11-22", en="a date such as 2026-11-22"),
    "datetime": Sentence(
        vi="thời điểm có múi giờ, như 2026-11-22T08:00:00+07:00",
        en="an instant with its zone, such as 2026-11-22T08:00:00+07:00",
    ),
}

_PLACE = re.compile(r" - at (?:`key` in )?`\$\.?([\w.\[\]-]*)`$")
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_PATTERN = re.compile(r"Expected `str` matching regex (.+)$")
_LIMIT = re.compile(r"Expected `(\w+)`( of length)? ([<>])= ([\d.]+)")
_KIND = re.compile(r"(?:Expected `|Invalid RFC3339 encoded )([\w| ]+)")


class Unfit(ValueError):
    """What was sent does not fit the contract; `why` says so in both languages."""

    def __init__(self, why: Sentence) -> None:
        """Remember why; the error's own text is the English."""
        super().__init__(why.en)
        self.why = why


def why(error: Exception, at: str = "") -> Sentence:
    """Return why bytes could not be read, naming the field; nothing sent is repeated.

    `at` names what was read, where it is no JSON that names its fields itself.
    """
    if isinstance(error, msgspec.ValidationError):
        return _misfit(str(error), at)
    if isinstance(error, UnicodeDecodeError):
        return NO_TEXT
    return TOO_DEEP if isinstance(error, RecursionError) else NO_JSON


def missing(field: str) -> Sentence:
    """Return that a field which is needed here was not sent."""
    return placed(field, Sentence(vi="còn thiếu", en="is missing"))


def placed(at: str, said: Sentence) -> Sentence:
    """Return what is wrong, with the name of the field in front."""
    return Sentence(vi=f"{at}: {said.vi}", en=f"{at}: {said.en}") if at else said


def _misfit(text: str, at: str) -> Sentence:
    if place := _PLACE.search(text):
        text, at = text[: place.start()], place[1]
    if field := _MISSING.match(text):
        return missing(f"{at}.{field[1]}" if at else field[1])
    return placed(at, _rule(text))


def _rule(text: str) -> Sentence:
    if pattern := _PATTERN.match(text):
        regex: str = ast.literal_eval(pattern[1])
        return PATTERNS.get(regex.removesuffix(NO_LINE_FEED), OTHERWISE)
    if text.startswith("Invalid enum value"):
        return Sentence(
            vi="không phải là một trong các từ được phép",
            en="is none of the words that the contract allows",
        )
    if "out of range" in text:
        return Sentence(vi="là một số quá lớn", en="is too large a number")
    if limit := _LIMIT.match(text):
        return _limit(*limit.groups())
    kind = _KIND.match(text)
    return _kind(kind[1]) if kind else OTHERWISE


def _limit(kind: str, length: str | None, side: str, figure: str) -> Sentence:
    vi, en = ("ít nhất", "at least") if side == ">" else ("nhiều nhất", "at most")
    if length is None:
        return Sentence(vi=f"phải là số {vi} {figure}", en=f"must be {en} {figure}")
    things = ("mục", "items") if kind == "array" else ("ký tự", "signs")
    return Sentence(
        vi=f"phải có {vi} {figure} {things[0]}",
        en=f"must have {en} {figure} {things[1]}",
    )


def _kind(words: str) -> Sentence:
    """Return `int | null` as "must be a whole number or null"."""
    kinds = [KINDS.get(word.strip()) for word in words.split("|")]
    known = [kind for kind in kinds if kind is not None]
    if not known:
        return OTHERWISE
    return Sentence(
        vi="phải là " + " hoặc ".join(kind.vi for kind in known),
        en="must be " + " or ".join(kind.en for kind in known),
    )


def known_versions(name: str, newest: int) -> Sentence:
    """Return up to which version of a type this program reads."""
    return Sentence(
        vi=f"chương trình này chỉ biết {name} đến phiên bản {newest}",
        en=f"this program knows {name} up to version {newest}",
    )


def not_lifted(name: str, version: int) -> Sentence:
    """Return that a body is not what its version says."""
    return Sentence(
        vi=f"{name} phiên bản {version} không đúng mẫu của phiên bản đó",
        en=f"{name} version {version} does not fit that version",
    )
