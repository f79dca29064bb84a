"""Papers for a broker and its programs, made by openssl."""

from __future__ import annotations

import subprocess
from pathlib import Path

from events.mqtt_link import Tls


class Certificates:
    """A certificate authority for one test, made by openssl."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
            "-subj /CN=test -keyout ca.key -out ca.crt"
        )

    def make(self, name: str) -> Tls:
        """Return a certificate for that name, signed by the authority."""
        (self._folder / "names").write_text(f"subjectAltName=DNS:{name}\n")
        self._openssl(
            "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
            f"-subj /CN={name} -keyout {name}.key -out {name}.csr"
        )
        self._openssl(
            f"x509 -req -in {name}.csr -CA ca.crt -CAkey ca.key -CAcreateserial "
            f"-days 2 -extfile names -out {name}.crt"
        )
        paths = (
            self._folder / file for file in ("ca.crt", f"{name}.crt", f"{name}.key")
        )
        return Tls(*map(str, paths))

    def _openssl(self, arguments: str) -> None:
        subprocess.run(
            ("openssl", *arguments.split()),
            cwd=self._folder,
            check=True,
            capture_output=True,
        )
