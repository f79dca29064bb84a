"""What a refusal says."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest

from events.replies import NAMES
from hub.domain import refusals, refused
from hub.domain.refused import Refused

RULES = Path(refused.__file__).parent
KINDS = [
    kind
    for kind in vars(refusals).values()
    if isinstance(kind, type) and issubclass(kind, Refused) and kind is not Refused
]
# A fact that has a name in each language says it in its own: {day.vi}, {day.en}.
PLACES = re.compile(r"{(\w+)(?:\.(?:vi|en))?}")
ALIEN = {"vi": re.compile(r"{\w+\.en}"), "en": re.compile(r"{\w+\.vi}")}
MARKS = set("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")


class Fact(str):
    """A fact for any place of a sentence, in either language."""

    vi = en = "7"


def raised() -> dict[str, list[set[str]]]:
    """Return by name the facts with which each refusal is raised or yielded."""
    found: dict[str, list[set[str]]] = {}
    for file in sorted(RULES.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case (
                    ast.Raise(exc=ast.Call(func=ast.Name(id=name), keywords=words))
                    | ast.Yield(value=ast.Call(func=ast.Name(id=name), keywords=words))
                ):
                    facts = {str(word.arg) for word in words}
                    found.setdefault(name, []).append(facts)
                case ast.Raise(exc=ast.Name(id=name)):
                    found.setdefault(name, []).append(set())
                case _:
                    pass
    return found


RAISED = raised()


def named(kind: type[Refused]) -> str:
    """Return a refusal's name, for messages."""
    return kind.name


def test_no_two_refusals_share_a_name() -> None:
    """A refusal's name means one thing."""
    names = [kind.name for kind in KINDS]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_refusals_name_is_plain(kind) -> None:
    """A refusal is named in small letters with hyphens, and for ever."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.name)
    assert NAMES.fullmatch(kind.name), "no box would log it"


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_refusal_is_raised_with_what_its_sentences_say(kind) -> None:
    """Every refusal is used, and each time with the facts its sentences speak of."""
    uses = RAISED.get(kind.__name__, [])

    assert uses
    for facts in uses:
        assert facts >= set(PLACES.findall(kind.vi + kind.en))


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_refusal_says_the_same_twice(kind) -> None:
    """Both sentences speak of the same facts, say what to do, and end with a stop."""
    places = set(PLACES.findall(kind.vi))
    text = kind(**dict.fromkeys(places, Fact("7"))).text

    assert set(PLACES.findall(kind.en)) == places
    assert not ALIEN["vi"].search(kind.vi)
    assert not ALIEN["en"].search(kind.en)
    assert text.vi.endswith(".")
    assert text.en.endswith(".")
    assert "{" not in text.vi + text.en


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_refusal_is_said_in_vietnamese(kind) -> None:
    """The Vietnamese sentence bears its marks, composed, as people write it."""
    assert set(kind.vi.lower()) & MARKS
    assert unicodedata.is_normalized("NFC", kind.vi)
    assert kind.en.isascii()


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_refusal_stands_in_the_tree(kind) -> None:
    """The drawn tree of refusals names each one."""
    assert re.search(rf"\b{kind.__name__}\b", refusals.__doc__ or "")


def test_a_refusal_reads_as_its_english_sentence() -> None:
    """In a log a refusal reads in English, with its facts."""
    assert str(refusals.UnknownCounter(counter="9")) == "This office has no counter 9."
