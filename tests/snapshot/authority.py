"""A time-stamp authority of our own: certificates made here, replies by the openssl program, which knows nothing of hozen."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

OPENSSL = shutil.which("openssl")
_SETTINGS = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = {digests}
ess_cert_id_alg = sha256
{more}
"""


@dataclass(frozen=True, slots=True)
class Authority:
    """認証局."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def reply(self, request: bytes, digests: str = "sha256", *, chain: bool = False) -> bytes:
        """What it answers. `chain`: with the root's certificate after that of the authority."""
        more = f"certs = {self.root}" if chain else ""
        (self.folder / "q.tsq").write_bytes(request)
        (self.folder / "tsa.cnf").write_text(_SETTINGS.format(folder=self.folder, digests=digests, more=more))
        self._run("-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-out", "r.tsr")
        return (self.folder / "r.tsr").read_bytes()

    def accepts(self, data: Path, reply: Path) -> bool:
        """Whether openssl finds that the reply is a stamp of the file, under this authority's root."""
        words = ["-verify", "-data", str(data), "-in", str(reply), "-CAfile", str(self.root)]
        return "Verification: OK" in self._run(*words)

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [str(OPENSSL), "ts", *words], cwd=self.folder, capture_output=True, text=True, check=False
        )
        return done.stdout


def make_authority(folder: Path, name: str = "Test time stamps") -> Authority:
    """Root, certificate for time stamps alone, and their keys."""
    root_key, key = (generate_private_key(SECP256R1()) for _ in range(2))
    root = _certificate("Root", "Root", root_key, root_key, x509.BasicConstraints(ca=True, path_length=0))
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    made = _certificate(name, "Root", key, root_key, usage)
    (folder / "tsa.pem").write_bytes(made.public_bytes(Encoding.PEM))
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "tsa.key").write_bytes(pem)
    (folder / "serial").write_text("01\n")
    return Authority(folder)


def _certificate(
    name: str,
    issuer: str,
    key: EllipticCurvePrivateKey,
    issuer_key: EllipticCurvePrivateKey,
    use: x509.ExtensionType,
) -> x509.Certificate:
    subject, above = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, issuer))
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(above, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    return builder.add_extension(use, critical=True).sign(issuer_key, SHA256())


@contextmanager
def served(answer: bytes, status: int = 200) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """A URL that answers so, and what was posted to it: type of content, body."""
    asked: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.append((self.headers["Content-Type"], self.rfile.read(length)))
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
