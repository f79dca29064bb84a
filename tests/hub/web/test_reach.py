"""Beyond this machine the web answers over TLS, by its own names, to its own staff."""

from __future__ import annotations

import http.client
import json
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from events.mqtt_link import Tls
from firmware_config.checks import warnings
from firmware_config.errors import SiteError
from firmware_config.load import PROFILES, parse_site
from firmware_config.site import HubSettings
from hub.web.answers import Refusal
from hub.web.guard import Guard
from hub.web.reach import CannotListen, check_papers, check_reach
from tests.certificates import Certificates
from tests.hub.web.staffed_hub import CLERK, PINS, Staffed, staffed_hub

PUBLIC = "https://localhost"
# An address of this machine that is not one of its three loopback names.
ELSEWHERE = ("127.0.0.9", 0)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    """A certificate for `localhost`, its key, and who signed it."""
    return Certificates(tmp_path_factory.mktemp("papers")).make("localhost")


@pytest.fixture(scope="module")
def hub(papers: Tls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    """A hub that listens on every address, over TLS."""
    reach = {
        "http_host": "0.0.0.0",
        "public_url": PUBLIC,
        "https_cert": papers.cert,
        "https_key": papers.key,
    }
    with staffed_hub(tmp_path_factory.mktemp("data"), hub=reach) as hub:
        yield hub


class Browser:
    """Asks over TLS, from here or from elsewhere, and checks the certificate."""

    def __init__(self, hub: Staffed, papers: Tls, source: Any = None) -> None:
        self._port = hub.web.port
        self._source = source
        self._trusts = ssl.create_default_context(cafile=papers.ca)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Ask; return the response, read."""
        line = http.client.HTTPSConnection(
            "localhost",
            self._port,
            timeout=10,
            source_address=self._source,
            context=self._trusts,
        )
        sent = {"Content-Type": "application/json"} if body is not None else {}
        named = {name.replace("_", "-"): said for name, said in headers.items()}
        with closing(line):
            text = None if body is None else json.dumps(body)
            line.request(method, path, text, {**sent, **named})
            got = line.getresponse()
            got.said = got.read()  # type: ignore[attr-defined]  # read before it closes
            return got


@pytest.fixture
def here(hub: Staffed, papers: Tls) -> Browser:
    """A browser on the hub's machine."""
    return Browser(hub, papers)


@pytest.fixture
def elsewhere(hub: Staffed, papers: Tls) -> Browser:
    """A browser on the office's network."""
    return Browser(hub, papers, ELSEWHERE)


def test_it_speaks_tls_and_nothing_else(hub: Staffed, here: Browser) -> None:
    """Its address says https; plain HTTP gets no answer."""
    assert hub.web.url == f"https://127.0.0.1:{hub.web.port}"
    assert here.ask("GET", "/healthz").status == 200
    line = http.client.HTTPConnection("127.0.0.1", hub.web.port, timeout=10)
    line.request("GET", "/healthz")
    with closing(line), pytest.raises((http.client.HTTPException, OSError)):
        line.getresponse()


def test_the_cookie_goes_over_tls_only(here: Browser) -> None:
    """No other host, no plain line and no script gets it."""
    given = {"clerk": CLERK, "pin": PINS[CLERK]}
    got = here.ask("POST", "/api/v1/sign-in", given)
    cookie = got.getheader("set-cookie")

    assert cookie.startswith("__Host-layso-sign-in=")
    for rule in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert f"; {rule}" in cookie
    kept = cookie.partition(";")[0]
    assert here.ask("GET", "/api/v1/state", Cookie=kept).status == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/screen", 200),
        ("/healthz", 200),
        ("/sign-in", 200),
        ("/t/unknown", 404),
        ("/metrics", 401),
        ("/api/v1/state", 401),
        ("/api/v1/settings", 401),
        ("/counter/1", 303),
        ("/nothing", 404),
    ],
)
def test_what_the_network_sees(elsewhere: Browser, path: str, status: int) -> None:
    """What is for the public; the rest for whoever signs in."""
    assert elsewhere.ask("GET", path).status == status


def test_a_demo_is_open_on_its_own_machine_only(papers: Tls, tmp_path: Path) -> None:
    """From the network a demo, too, is signed in to."""
    reach = {
        "http_host": "0.0.0.0",
        "public_url": PUBLIC,
        "https_cert": papers.cert,
        "https_key": papers.key,
    }
    with staffed_hub(tmp_path, hub=reach, demo=True) as hub:
        assert Browser(hub, papers).ask("GET", "/api/v1/state").status == 200
        outside = Browser(hub, papers, ELSEWHERE)
        assert outside.ask("GET", "/api/v1/state").status == 401


def test_a_foreign_page_sends_nothing_over_tls(hub: Staffed, here: Browser) -> None:
    """The origin must be the page's own, its scheme included."""
    given = {"clerk": CLERK, "pin": PINS[CLERK]}
    for origin in ("https://evil.example", f"http://localhost:{hub.web.port}", "null"):
        got = here.ask("POST", "/api/v1/sign-in", given, Origin=origin)
        assert got.status == 403, origin
    own = f"https://localhost:{hub.web.port}"
    assert here.ask("POST", "/api/v1/sign-in", given, Origin=own).status == 200


def asked_by(host: str, server: str = "192.0.2.7") -> str:
    """Return what the guard of a hub with a public name says to a Host header."""
    guard = Guard(
        HubSettings(http_host="0.0.0.0", public_url="https://hk.example:8443")
    )
    scope = {
        "method": "GET",
        "headers": [(b"host", host.encode())],
        "server": (server, 8080),
        "scheme": "https",
    }
    try:
        guard.check(scope)
    except Refusal as refusal:
        return refusal.reply.refusal
    return ""


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("127.0.0.1:8080", ""),
        ("localhost", ""),
        ("hk.example:8443", ""),
        ("HK.EXAMPLE", ""),
        ("192.0.2.7:8080", ""),
        ("192.0.2.8:8080", "wrong-host"),
        ("0.0.0.0", "wrong-host"),
        ("evil.example", "wrong-host"),
        ("hk.example.evil.example", "wrong-host"),
        ("hk.example@evil.example", "wrong-host"),
        ("[::1", "wrong-host"),
        ("", "wrong-host"),
    ],
)
def test_by_which_names_it_is_asked(host: str, said: str) -> None:
    """Loopback, the public address, the address that was asked: nothing else."""
    assert asked_by(host) == said


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_without_accounts_nobody_outside_may_ask(host: str, papers: Tls) -> None:
    """The hub does not start, and says what is missing."""
    plain = HubSettings(http_host=host)
    with pytest.raises(CannotListen, match=r"no TLS.*https_cert.*127\.0\.0\.1"):
        check_reach(plain, lambda: True)
    secure = HubSettings(http_host=host, https_cert=str(papers.cert))
    with pytest.raises(CannotListen, match=r"no manager has a PIN.*layso-hub pin"):
        check_reach(secure, lambda: False)
    check_reach(secure, lambda: True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_may_always_ask(host: str) -> None:
    """Neither accounts nor TLS are asked for."""
    check_reach(HubSettings(http_host=host), lambda: False)


def test_sound_papers_are_taken(papers: Tls) -> None:
    """A certificate for the public name, and its key."""
    assert check_papers(_with(papers.cert, papers.key)) is None
    assert check_papers(HubSettings()) is None


def test_papers_that_cannot_be_used(papers: Tls, tmp_path: Path) -> None:
    """Missing, another's key, no certificate, a passphrase: each is said as it is."""
    other = Certificates(tmp_path).make("other")
    (tmp_path / "empty").write_text("nothing\n", encoding="utf-8")
    locked = tmp_path / "locked.key"
    _openssl("pkey", "-in", papers.key, "-aes128", "-passout", "pass:x", "-out", locked)
    for cert, key, said in (
        ("/nothing/there.crt", papers.key, "cannot be read"),
        (papers.cert, "/nothing/there.key", "cannot be read"),
        (papers.cert, other.key, "not the certificate's"),
        (tmp_path / "empty", papers.key, "no certificate and key in PEM"),
        (papers.cert, locked, "without a passphrase"),
    ):
        with pytest.raises(CannotListen, match=said):
            check_papers(_with(cert, key))


def test_papers_that_have_run_out_are_told_and_used(tmp_path: Path) -> None:
    """The queue does not stand still because a date has passed."""
    csr, key, old = (tmp_path / f"old.{end}" for end in ("csr", "key", "crt"))
    new = "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost"
    _openssl(*new.split(), "-keyout", key, "-out", csr)
    signed = ("x509", "-req", "-in", csr, "-signkey", key, "-days", "-1", "-out", old)
    _openssl(*signed)
    said = check_papers(_with(old, key))

    assert said is not None
    assert "expired" in said


def test_papers_for_another_name_are_told(papers: Tls) -> None:
    """Before the first phone says so."""
    said = check_papers(_with(papers.cert, papers.key, "https://hk.example"))

    assert said is not None
    assert "hk.example" in said


def test_the_site_file_says_what_goes_together() -> None:
    """`layso-config check` names the key that is missing, and the warning."""
    for keys, said in (
        ('http_host = "0.0.0.0"', "not this machine alone"),
        ('https_cert = "a.crt"', "https_key is missing"),
        ('https_key = "a.key"', "https_cert is missing"),
        ("idle_lock_s = 1", "idle_lock_s"),
        (
            'https_cert = "a"\nhttps_key = "b"\npublic_url = "http://hk.example"',
            "TLS only",
        ),
    ):
        with pytest.raises(SiteError, match=said):
            _site(keys)
    open_one = _site('http_host = "0.0.0.0"\nhttps_cert = "a"\nhttps_key = "b"')
    assert "public_url" in warnings(open_one)[-1]


def _site(keys: str) -> Any:
    text = (PROFILES / "demo.toml").read_text(encoding="utf-8")
    named = {line.partition(" ")[0] for line in keys.splitlines()}
    kept = [line for line in text.splitlines() if line.partition(" ")[0] not in named]
    return parse_site("\n".join(kept).replace("[hub]", f"[hub]\n{keys}"))


def _with(cert: object, key: object, public: str = PUBLIC) -> HubSettings:
    return HubSettings(https_cert=str(cert), https_key=str(key), public_url=public)


def _openssl(*words: object) -> None:
    subprocess.run(
        ("openssl", *map(str, words)), check=True, capture_output=True, timeout=20
    )
