"""How far the web may reach: beyond this machine only with accounts and with TLS.

A certificate that has run out is told and used all the same: the boxes need the hub
this morning, and browsers say it once more. One that cannot be used at all is refused.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

from firmware_config.site import HubSettings
from hub.web.guard import is_loopback

BACK = "or set hub.http_host to 127.0.0.1"
# A round of a handshake with oneself; two would do.
ROUNDS = 10


class CannotListen(OSError):
    """The address cannot be listened on; the text says why and what to do."""


def check_reach(hub: HubSettings, has_manager: Callable[[], bool]) -> None:
    """Raise `CannotListen` where others could ask whom nobody would stop."""
    if is_loopback(hub.http_host):
        return
    if not hub.https_cert:
        msg = f"{hub.http_host} is not this machine alone, and there is no TLS. "
        raise CannotListen(f"{msg}Set hub.https_cert and hub.https_key, {BACK}.")
    if not has_manager():
        msg = f"{hub.http_host} is not this machine alone, and no manager has a PIN. "
        do = "Run `layso-hub pin CODE --role manager --data DIR` first"
        raise CannotListen(f"{msg}{do}, {BACK}.")


def check_papers(hub: HubSettings) -> str | None:
    """Return what is wrong with a certificate that can be used all the same.

    Raises `CannotListen` where it cannot be.
    """
    if not hub.https_cert:
        return None
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        # Never asks at a terminal: a key with a passphrase cannot be used by a service.
        own.load_cert_chain(hub.https_cert, hub.https_key or None, password=lambda: "")
    except OSError as error:
        raise CannotListen(_unusable(hub, error)) from error
    said = _handshake(own, hub.https_cert, urlsplit(hub.public_url).hostname)
    if said is None:
        return None
    return f"{hub.https_cert}: {said}. Browsers will warn; make a new certificate."


def _unusable(hub: HubSettings, error: OSError) -> str:
    files = f"{hub.https_cert} and {hub.https_key}"
    if not isinstance(error, ssl.SSLError):
        return (
            f"The certificate cannot be read ({files}: {error.strerror}). Name files "
            "in hub.https_cert and hub.https_key that this user may read."
        )
    if "MISMATCH" in (error.reason or ""):
        return f"The key is not the certificate's ({files}). Name two that belong."
    return (
        f"{files} are no certificate and key in PEM without a passphrase. "
        "Make them anew: docs/how-to/accounts.md."
    )


def _handshake(own: ssl.SSLContext, cert: str, name: str | None) -> str | None:
    """Shake hands with ourselves as a browser would; return what it would mind."""
    other = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    other.load_verify_locations(cert)
    other.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    other.check_hostname = name is not None
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = own.wrap_bio(there, back, server_side=True)
    client = other.wrap_bio(back, there, server_hostname=name)
    try:
        for _ in range(ROUNDS):
            _step(client)
            _step(server)
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    except ssl.SSLError as error:
        return error.reason
    return None


def _step(side: ssl.SSLObject) -> None:
    try:
        side.do_handshake()
    except ssl.SSLWantReadError:
        return
