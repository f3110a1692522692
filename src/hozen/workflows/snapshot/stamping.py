"""A day's time stamp after RFC 3161: what is sent to an authority, and what its reply is worth.

The reply is kept as it came, to the byte: others verify it with whatever program they trust.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.workflows.snapshot.day_folder import REPLY, REQUEST, PublicDay
from hozen.workflows.snapshot.der_order import in_der_order
from hozen.workflows.snapshot.errors import StampRefused
from hozen.workflows.snapshot.extra import need
from hozen.workflows.snapshot.new_file import write_new
from hozen.workflows.snapshot.signing import signature_of

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampRequest, TimeStampResponse, TimeStampTokenInfo

_SHA_256 = "2.16.840.1.101.3.4.2.1"
_GRANTED = 0


class Covers(Enum):
    """スタンプの対象: what the authority saw the hash of."""

    SIGNATURE = "signature"  # 署名: the bytes of signature.json, and with them the commitment
    COMMITMENT = "commitment"  # コミットメント: its 32 bytes, of a day that was not signed yet


@dataclass(frozen=True, slots=True)
class Stamp:
    """タイムスタンプ: at which instant, in UTC, an authority says to have seen what.

    `chain_verified`: the authority's signature holds and leads to a root that was given. Without it the reply is
    known to answer our request, and no more: anybody can have made it, and `authority` is a name that it claims.
    """

    at: datetime
    covers: Covers
    authority: str
    chain_verified: bool


def request_for(one: PublicDay) -> bytes:
    """The request for the day, made once and kept: over its signature, or its commitment where it is not signed.

    Raises StampRefused.
    """
    need("rfc3161_client")
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    path = one.folder / REQUEST
    if path.exists():
        return _kept_request(one).as_bytes()
    data = one.signature.read_bytes() if signature_of(one) else one.commitment
    made = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    _write(path, made.as_bytes())
    return made.as_bytes()


def take_reply(one: PublicDay, reply: bytes, roots: Path | None = None) -> Stamp:
    """Keep the authority's reply after it was checked against the day's request. Raises StampRefused."""
    found = _checked(one, reply, roots)
    _write(one.folder / REPLY, reply)
    return found


def stamp_of(one: PublicDay, roots: Path | None = None) -> Stamp | None:
    """The day's stamp, checked; None for a day that has none. Raises StampRefused.

    `roots`: certificates (PEM) that are trusted; without them the authority's signature is not verified.
    """
    path = one.folder / REPLY
    return _checked(one, _read(path), roots) if path.exists() else None


def _checked(one: PublicDay, reply: bytes, roots: Path | None) -> Stamp:
    need("rfc3161_client", "cryptography")
    request = _kept_request(one)
    covers = _covers(one, request)
    where = str(one.folder / REPLY)
    try:
        answer = _granted(reply, where)
        info = answer.tst_info
        _answers(info, request, where)
        if roots:
            _verify(answer, request, _certificates(roots), where)
        return Stamp(info.gen_time, covers, _name(answer), chain_verified=roots is not None)
    except ValueError as error:
        raise StampRefused(
            "the reply cannot be read",
            where=where,
            found=str(error)[:200],
            expected="the reply as it came from the authority (DER)",
        ) from error


def _granted(reply: bytes, where: str) -> TimeStampResponse:
    from rfc3161_client import decode_timestamp_response

    answer = decode_timestamp_response(in_der_order(reply))
    if answer.status != _GRANTED:
        raise StampRefused(
            "the authority did not grant a stamp",
            where=where,
            found=f"status {answer.status} {' '.join(answer.status_string)}".rstrip(),
        )
    return answer


def _answers(info: TimeStampTokenInfo, request: TimeStampRequest, where: str) -> None:
    imprint, asked = info.message_imprint, request.message_imprint
    if (imprint.hash_algorithm, imprint.message) != (asked.hash_algorithm, asked.message):
        raise StampRefused(
            "the reply is for another hash",
            where=where,
            found=imprint.message.hex(),
            expected=asked.message.hex(),
        )
    if info.nonce != request.nonce:
        raise StampRefused("the reply answers another request", where=where, found=f"nonce {info.nonce}")


def _verify(
    answer: TimeStampResponse, request: TimeStampRequest, roots: list[Certificate], where: str
) -> None:
    from rfc3161_client import VerificationError, VerifierBuilder

    builder = VerifierBuilder.from_request(request)
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify(answer, request.message_imprint.message)
    except VerificationError as error:
        raise StampRefused(
            "the authority's signature does not hold, or does not lead to a root that was given",
            where=where,
            found=str(error).splitlines()[0][:200],
        ) from error


def _certificates(path: Path) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        found = load_pem_x509_certificates(_read(path))
    except ValueError as error:
        raise StampRefused("no certificate", where=str(path), expected="PEM") from error
    return list(dict.fromkeys(found))


def _name(answer: TimeStampResponse) -> str:
    """The common name, else the whole name, of whose certificate signed; as the reply claims it."""
    from cryptography.x509 import load_der_x509_certificate
    from cryptography.x509.oid import NameOID

    signers = {(one.issuer, one.serial_number) for one in answer.signed_data.signer_infos}
    for raw in sorted(answer.signed_data.certificates):
        one = load_der_x509_certificate(raw)
        if (one.issuer, one.serial_number) in signers:
            names = one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return str(names[0].value) if names else one.subject.rfc4514_string()
    return ""


def _kept_request(one: PublicDay) -> TimeStampRequest:
    from rfc3161_client._rust import parse_timestamp_request  # the package has no public name for it

    path = one.folder / REQUEST
    if not path.exists():
        raise StampRefused("nothing was asked yet", where=str(path), try_next="--request")
    try:
        request = parse_timestamp_request(_read(path))
    except ValueError as error:
        raise StampRefused("the request cannot be read", where=str(path), found=str(error)[:200]) from error
    _covers(one, request)
    return request


def _covers(one: PublicDay, request: TimeStampRequest) -> Covers:
    imprint = request.message_imprint
    hashes = {sha256(one.commitment).digest(): Covers.COMMITMENT}
    if signature_of(one):
        hashes[sha256(one.signature.read_bytes()).digest()] = Covers.SIGNATURE
    if imprint.hash_algorithm.dotted_string != _SHA_256 or imprint.message not in hashes:
        raise StampRefused(
            "the request is of another day, or of another signature",
            where=str(one.folder / REQUEST),
            found=imprint.message.hex(),
            expected=" or ".join(one.hex() for one in hashes),
        )
    return hashes[imprint.message]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StampRefused("a file cannot be read", where=str(path), found=error.strerror) from error


def _write(path: Path, content: bytes) -> None:
    try:
        write_new(path, content)
    except FileExistsError as error:
        if _read(path) != content:
            raise StampRefused(
                "there is one already", where=str(path), expected="one time stamp for a day"
            ) from error
    except OSError as error:
        raise StampRefused("a file cannot be written", where=str(path), found=error.strerror) from error
