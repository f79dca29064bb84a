"""Signing in and out over HTTP, and the accounts as a manager handles them.

A PIN is checked on a thread, one at a time: hashing takes memory and a tenth of a
second, and a flood of sign-ins must take neither from the queue.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from events import codec
from events.replies import Sentence
from hub.application import door
from hub.application.accounts import Accounts, NotTaken
from hub.application.flood import Allowance, FloodGate, Passage
from hub.application.ports import CannotWrite
from hub.web.answers import STATUS, Refusal
from hub.web.asgi import App, Header, Receive, Scope, Send, send_json
from hub.web.body import read_body
from hub.web.commands import members
from hub.web.doorkeeper import NEEDED, Doorkeeper, token_of, who_asks
from hub.web.settings import WebSettings
from hub.web.signing import (
    AllAccounts,
    Me,
    NewPin,
    OwnPin,
    PinGiven,
    RefusedUntil,
    asked,
    cookie,
    me,
)

T = TypeVar("T")

MOST_WAITING = 20
# PINs that one address may try: a counter's machine needs one now and then.
TRIES = Allowance(per_s=1, burst=20)
NO_ACCOUNTS = Sentence(
    vi="Điểm này chưa dùng đăng nhập. Đặt mã PIN đầu tiên bằng lệnh layso-hub pin.",
    en="Nobody signs in here yet. Set the first PIN by `layso-hub pin`.",
)


class SignIn:
    """Every address that has to do with accounts."""

    def __init__(
        self, settings: WebSettings, doorkeeper: Doorkeeper, office: str
    ) -> None:
        """Remember the accounts, if there are any, and who says who is in."""
        self._kept = settings.accounts
        self._now = settings.now
        self._doorkeeper = doorkeeper
        self._office = office
        self._gate = FloodGate(TRIES)
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0

    def views(self) -> Mapping[str, App]:
        """Return what is read, by its path."""
        return {"/api/v1/me": self.me, "/api/v1/accounts": self.accounts}

    def doors(self) -> Mapping[str, App]:
        """Return what takes a POST, by its path."""
        return {
            "/api/v1/sign-in": self.sign_in,
            "/api/v1/sign-out": self.sign_out,
            "/api/v1/lock": self.lock,
            "/api/v1/me/here": self.here,
            "/api/v1/me/pin": self.own_pin,
            "/api/v1/accounts/[^/]+/pin": self.pin,
            "/api/v1/accounts/[^/]+/unlock": self.unlock,
        }

    # ── For everybody ─────────────────────────────────────────────────────────

    async def me(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say who is signed in here, for how long, and whether anybody must be."""
        del receive
        await send_json(send, 200, codec.encode(self._me(scope)))

    async def sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take code and PIN for a cookie."""
        given = asked(await read_body(scope, receive), PinGiven)
        before, accounts = token_of(scope), self._accounts
        self._may_try(scope)
        try:
            token = await self._slowly(accounts.sign_in, given.clerk, given.pin, before)
        except NotTaken as no:
            await self._refuse(send, no)
            return
        with_token = [cookie(scope, token, accounts.limits.whole)]
        await send_json(send, 200, self._told(scope, token), with_token)

    async def sign_out(self, scope: Scope, receive: Receive, send: Send) -> None:
        """End the sign-in and take the cookie back."""
        members(await read_body(scope, receive))
        token, known = token_of(scope), self._doorkeeper.standing(scope).clerk
        # A token of nobody's takes nobody's turn: anyone may make one up.
        if token is not None and self._kept is not None and known is not None:
            await self._slowly(self._kept.sign_out, token)
        await send_json(send, 200, self._told(scope, ""), [cookie(scope, "", None)])

    # ── For whoever is signed in ──────────────────────────────────────────────

    async def lock(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lock this sign-in until the PIN is given again."""
        members(await read_body(scope, receive))
        token = token_of(scope)
        if token is not None and who_asks(scope) is not None:
            await self._slowly(self._accounts.lock, token)
        await send_json(send, 200, codec.encode(self._me(scope)))

    async def here(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take notice that somebody works here: the doorkeeper has, by the way."""
        members(await read_body(scope, receive))
        await send_json(send, 200, codec.encode(self._me(scope)))

    async def own_pin(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Change one's own PIN."""
        given = asked(await read_body(scope, receive), OwnPin)
        accounts, who = self._accounts, who_asks(scope)
        if who is None:
            raise Refusal("sign-in-needed", NEEDED.vi, NEEDED.en)
        self._may_try(scope)
        try:
            await self._slowly(accounts.change_pin, who.clerk, given.pin, given.new)
        except NotTaken as no:
            await self._refuse(send, no)
            return
        await send_json(send, 200, codec.encode(self._me(scope)))

    # ── For a manager ─────────────────────────────────────────────────────────

    async def accounts(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say who has a PIN, who is signed in, and whose code is locked."""
        del scope, receive
        await self._list(send)

    async def pin(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give a clerk a PIN."""
        given = asked(await read_body(scope, receive), NewPin)
        await self._answer(send, self._accounts.set_pin, _clerk(scope), given.pin)

    async def unlock(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a clerk's code be tried again."""
        members(await read_body(scope, receive))
        await self._answer(send, self._accounts.open_again, _clerk(scope))

    # ── Within ────────────────────────────────────────────────────────────────

    @property
    def _accounts(self) -> Accounts:
        if self._kept is None:
            raise Refusal("no-accounts", NO_ACCOUNTS.vi, NO_ACCOUNTS.en)
        return self._kept

    def _me(self, scope: Scope, token: str | None = None) -> Me:
        is_open = self._doorkeeper.is_open(scope, token)
        standing = self._doorkeeper.standing(scope, token)
        return me(self._office, standing, self._kept, self._now(), is_open=is_open)

    def _told(self, scope: Scope, token: str) -> bytes:
        return codec.encode(self._me(scope, token))

    async def _answer(self, send: Send, act: Callable[..., None], *said: str) -> None:
        try:
            await self._slowly(act, *said)
        except NotTaken as no:
            await self._refuse(send, no)
            return
        await self._list(send)

    async def _list(self, send: Send) -> None:
        listed = AllAccounts(accounts=self._accounts.all())
        await send_json(send, 200, codec.encode(listed))

    async def _refuse(self, send: Send, no: NotTaken) -> None:
        said = RefusedUntil(refusal=no.refusal, text=no.text, until=no.until)
        more: list[Header] = []
        if no.until is not None:
            seconds = max(1, round((no.until - self._now()).total_seconds()))
            more.append((b"retry-after", str(seconds).encode()))
        status = STATUS.get(no.refusal, 409)
        await send_json(send, status, codec.encode(said), more)

    def _may_try(self, scope: Scope) -> None:
        address = scope["client"][0] if scope["client"] else ""
        self._gate.tick()
        if self._gate.passage(address, "sign-in") is not Passage.FREE:
            raise Refusal.of(door.refuse("flood"))

    async def _slowly(self, act: Callable[..., T], *said: Any) -> T:
        if self._waiting >= MOST_WAITING:
            raise Refusal.of(door.refuse("hub-busy"))
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(act, *said)
        except CannotWrite as error:
            raise Refusal.of(door.refuse("hub-cannot-write")) from error
        finally:
            self._waiting -= 1


def _clerk(scope: Scope) -> str:
    clerk: str = scope["path"].split("/")[-2]
    return clerk
