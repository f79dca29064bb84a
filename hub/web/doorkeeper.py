"""Lets each request in, or says why not: by the table, and by who asks."""

from __future__ import annotations

from urllib.parse import quote

from events import topics
from events.local_time import local
from events.replies import Sentence
from hub.application import door
from hub.application.accounts import SignedIn, Standing, Word
from hub.application.ports import CannotWrite
from hub.web.admission import GET, PUBLIC, Least, is_on_wall, row_of
from hub.web.answers import Refusal, not_found, wrong_method
from hub.web.asgi import Scope, header
from hub.web.guard import SAFE_METHODS, Guard, is_loopback
from hub.web.settings import WebSettings

# In the scope of every request: who asks (`SignedIn`), None if nobody is signed in.
WHO = "layso.who"
SIGN_IN = "/sign-in"
COOKIE = "layso-sign-in"

NEEDED = Sentence(
    vi="Cần đăng nhập bằng mã nhân viên và mã PIN.",
    en="Sign in first, with clerk code and PIN.",
)
LOCKED = Sentence(
    vi="Màn hình đã khóa lúc {time}. Nhập mã PIN để làm tiếp.",
    en="Locked at {time}. Give the PIN to go on.",
)
ELSEWHERE = Sentence(
    vi="Mã {clerk} vừa đăng nhập ở máy khác. Đăng nhập lại để làm việc ở đây.",
    en="{clerk} has signed in elsewhere. Sign in again to work here.",
)
NOT_YOUR_ROLE = Sentence(
    vi="Việc này cần quyền khác ({roles}). Nhờ người có quyền đăng nhập.",
    en="This takes another role ({roles}). Have somebody who has it sign in.",
)
ROLE_NAMES = {
    Least.MACHINE: ("kỹ thuật hoặc quản lý", "technician or manager"),
    Least.CLERK: ("nhân viên hoặc quản lý", "clerk or manager"),
    Least.MANAGER: ("quản lý", "manager"),
}


class SignInFirst(Exception):
    """A page is only for whoever signs in; `to` is where that is done."""

    def __init__(self, to: str) -> None:
        """Remember where to."""
        super().__init__(to)
        self.to = to


class Doorkeeper:
    """Knows the accounts, if there are any, and looks at every request once."""

    def __init__(self, settings: WebSettings) -> None:
        """Remember who may sign in, and whether all of this is a demo."""
        self._guard = Guard(settings.site.hub)
        self._accounts = settings.accounts
        self._is_demo = settings.site.office.demo

    def admit(self, scope: Scope) -> None:
        """Let a request in and note who asks; or raise what answers it."""
        scope[WHO] = None
        self._guard.check(scope)
        try:
            self._admit(scope)
        except CannotWrite as error:
            raise Refusal.of(door.refuse("hub-cannot-write")) from error

    def may_stay(self, scope: Scope) -> bool:
        """Whether whoever opened this stream would still be let in."""
        least = (row_of(scope["path"]) or {}).get(GET)
        try:
            return least is None or self._refusal(scope, least) is None
        except CannotWrite:
            return True

    def is_open(self, scope: Scope, token: str | None = None) -> bool:
        """Whether nobody need sign in: on this machine, in a demo or before accounts.

        A sign-in that was locked is not gone round by going on without it.
        """
        address = scope["client"][0] if scope["client"] else ""
        if not is_loopback(address):
            return False
        if self._accounts is None or not self._accounts.in_force:
            return True
        return self._is_demo and self.standing(scope, token).word not in SHUT

    def standing(self, scope: Scope, token: str | None = None) -> Standing:
        """Return who holds the request's cookie, or this token, or why nobody does."""
        if self._accounts is None:
            return Standing()
        given = token_of(scope) if token is None else token
        return self._accounts.standing(given)

    def _admit(self, scope: Scope) -> None:
        scope[WHO] = self.standing(scope).who
        least = self._least(scope)
        if least is None or least is PUBLIC:
            return
        refusal = self._refusal(scope, least)
        if refusal is not None:
            raise _to_page(scope, refusal) if _is_page(scope) else refusal
        self._note(scope)

    def _least(self, scope: Scope) -> Least | None:
        """Return who may ask; None where nothing is shut and the rest says 404."""
        row = row_of(scope["path"])
        method = GET if scope["method"] == "HEAD" else scope["method"]
        if row is not None and method in row:
            return row[method]
        if self.is_open(scope):
            return None
        raise not_found() if row is None else wrong_method(", ".join(row))

    def _refusal(self, scope: Scope, least: Least) -> Refusal | None:
        if least is PUBLIC or self.is_open(scope):
            return None
        address = scope["client"][0] if scope["client"] else ""
        if least is Least.MACHINE and is_loopback(address):
            return None
        standing = self.standing(scope)
        if standing.looks in least.roles and is_on_wall(scope["path"]):
            return None
        if standing.who is None:
            return why_not(standing)
        return None if standing.who.role in least.roles else _other_role(least)

    def _note(self, scope: Scope) -> None:
        """Note an act: what is sent, or a page that is turned to; no mere reading."""
        token = token_of(scope)
        is_act = scope["method"] not in SAFE_METHODS or _is_page(scope)
        if self._accounts is not None and scope[WHO] is not None and token and is_act:
            self._accounts.acted(token)


SHUT = frozenset({Word.LOCKED, Word.ELSEWHERE})
# Said to every page that was left alone: nothing strange.
ROUTINE = frozenset(Word)


def who_asks(scope: Scope) -> SignedIn | None:
    """Return who is signed in where this request comes from, None if nobody is."""
    who: SignedIn | None = scope.get(WHO)
    return who


def source_of(scope: Scope, office: str) -> str:
    """Return what stands in the record of an act: the clerk, or HTTP alone."""
    who = who_asks(scope)
    return f"/office/{office}/http" if who is None else clerk_source(office, who.clerk)


def clerk_source(office: str, clerk: str) -> str:
    """Return what stands in the record of an act of this clerk's."""
    return topics.clerk_source(office, clerk)


def cookie_name(scope: Scope) -> str:
    """Return what the cookie is called; over TLS no other host can set it."""
    return f"__Host-{COOKIE}" if scope["scheme"] == "https" else COOKIE


def token_of(scope: Scope) -> str | None:
    """Return the token in the request's cookie, if it has one."""
    wanted = cookie_name(scope)
    for part in (header(scope, "cookie") or "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted:
            return value
    return None


def why_not(standing: Standing) -> Refusal:
    """Return what is said to somebody who is not signed in, or no longer."""
    if standing.word is Word.LOCKED and standing.since is not None:
        said = _filled(LOCKED, time=f"{local(standing.since):%H:%M}")
    elif standing.word is Word.ELSEWHERE:
        said = _filled(ELSEWHERE, clerk=standing.clerk or "")
    else:
        said = NEEDED
    return Refusal(str(standing.word), said.vi, said.en)


def _other_role(least: Least) -> Refusal:
    vi, en = ROLE_NAMES[least]
    said = NOT_YOUR_ROLE
    return Refusal("not-your-role", said.vi.format(roles=vi), said.en.format(roles=en))


def _filled(sentence: Sentence, **said: str) -> Sentence:
    return Sentence(vi=sentence.vi.format(**said), en=sentence.en.format(**said))


def _is_page(scope: Scope) -> bool:
    path = scope["path"]
    is_shown = scope["method"] in SAFE_METHODS and not path.startswith("/api/")
    return is_shown and path != "/metrics" and not path.endswith("/stream")


def _to_page(scope: Scope, refusal: Refusal) -> SignInFirst:
    query = scope["query_string"].decode("latin-1")
    wanted = scope["path"] + (f"?{query}" if query else "")
    why = "&why=role" if refusal.reply.refusal == "not-your-role" else ""
    return SignInFirst(f"{SIGN_IN}?to={quote(wanted, safe='/')}{why}")
