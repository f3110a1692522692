"""Time stamps: what is asked, which replies are taken, and what is said to be verified. The authority is openssl's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from authority import OPENSSL, Authority, make_authority, served
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from rfc3161_client import decode_timestamp_response
from snapshot_folder import make_day

from hozen.workflows.snapshot.asking import ask_authority
from hozen.workflows.snapshot.day_folder import PublicDay, open_day
from hozen.workflows.snapshot.der_order import in_der_order
from hozen.workflows.snapshot.errors import StampRefused
from hozen.workflows.snapshot.signing import sign
from hozen.workflows.snapshot.stamping import Covers, Stamp, request_for, stamp_of, take_reply

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="NO OPENSSL PROGRAM, so no time stamp is made")
KEY = Ed25519PrivateKey.from_private_bytes(b"\x44" * 32)


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def day(tmp_path) -> PublicDay:
    make_day(tmp_path, "2026-11-20")
    return open_day(tmp_path / "2026-11-20")


@pytest.fixture
def signed(day) -> PublicDay:
    sign(day, KEY)
    return day


def refused(day: PublicDay, reply: bytes, roots: Path | None = None) -> StampRefused:
    with pytest.raises(StampRefused) as refusal:
        take_reply(day, reply, roots)
    assert not (day.folder / "timestamp.tsr").exists()
    return refusal.value


class TestRequest:
    def test_it_asks_for_the_hash_of_the_signature_file(self, signed) -> None:
        assert sha256(signed.signature.read_bytes()).digest() in request_for(signed)
        assert (signed.folder / "timestamp.tsq").read_bytes() == request_for(signed)

    def test_without_a_signature_for_that_of_the_commitment(self, day) -> None:
        assert sha256(day.commitment).digest() in request_for(day)

    def test_once_more_gives_the_same_one(self, signed) -> None:
        assert request_for(signed) == request_for(signed)

    def test_two_days_never_ask_alike(self, tmp_path, day) -> None:
        # The nonce is by chance, so a reply cannot be kept in store for another request.
        other = tmp_path / "again" / "2026-11-20"
        make_day(tmp_path / "again", "2026-11-20")
        assert open_day(other).commitment == day.commitment
        assert request_for(open_day(other)) != request_for(day)

    def test_a_request_of_another_day_in_its_place(self, tmp_path, day) -> None:
        make_day(tmp_path, "2026-11-21", more=1)
        other = request_for(open_day(tmp_path / "2026-11-21"))
        (day.folder / "timestamp.tsq").write_bytes(other)
        with pytest.raises(StampRefused, match="of another day"):
            request_for(day)

    @pytest.mark.parametrize("said", [b"", b"\x30", b"no request"])
    def test_what_is_no_request(self, day, said) -> None:
        (day.folder / "timestamp.tsq").write_bytes(said)
        with pytest.raises(StampRefused, match="cannot be read"):
            request_for(day)


class TestReply:
    def test_it_is_kept_to_the_byte_and_openssl_accepts_it(self, signed, authority) -> None:
        reply = authority.reply(request_for(signed))
        before = datetime.now(UTC) - timedelta(seconds=5)
        found = take_reply(signed, reply, authority.root)
        assert (signed.folder / "timestamp.tsr").read_bytes() == reply
        assert found == Stamp(found.at, Covers.SIGNATURE, "Test time stamps", chain_verified=True)
        assert before < found.at <= datetime.now(UTC) + timedelta(seconds=5)
        assert authority.accepts(signed.signature, signed.folder / "timestamp.tsr")
        assert stamp_of(signed, authority.root) == found

    def test_certificates_in_another_order_than_that_of_der(self, signed, authority) -> None:
        # openssl writes the chain upwards: the longer certificate of the authority first, which DER has last.
        reply = authority.reply(request_for(signed), chain=True)
        with pytest.raises(ValueError, match="InvalidSetOrdering"):
            decode_timestamp_response(reply)
        assert take_reply(signed, reply, authority.root).chain_verified
        assert (signed.folder / "timestamp.tsr").read_bytes() == reply

    def test_putting_in_order_only_changes_places(self, signed, authority) -> None:
        plain, chain = (authority.reply(request_for(signed), chain=one) for one in (False, True))
        assert in_der_order(plain) == plain
        assert sorted(in_der_order(chain)) == sorted(chain)
        assert in_der_order(in_der_order(chain)) == in_der_order(chain) != chain

    @given(st.binary(max_size=40))
    def test_what_is_no_reply_is_left_as_it_is(self, said) -> None:
        assert in_der_order(said) == said
        assert in_der_order(b"\x30\x80" + said) == b"\x30\x80" + said

    def test_without_a_root_it_says_that_nothing_of_the_authority_was_verified(
        self, signed, authority
    ) -> None:
        found = take_reply(signed, authority.reply(request_for(signed)))
        assert not found.chain_verified

    def test_a_day_that_is_signed_after_its_stamp_keeps_it(self, tmp_path, day, authority) -> None:
        take_reply(day, authority.reply(request_for(day)))
        sign(day, KEY)
        found = stamp_of(day, authority.root)
        assert found is not None
        assert found.covers is Covers.COMMITMENT
        (tmp_path / "commitment").write_bytes(day.commitment)
        assert authority.accepts(tmp_path / "commitment", day.folder / "timestamp.tsr")

    def test_a_day_without_one(self, day) -> None:
        assert stamp_of(day) is None

    def test_another_hash(self, tmp_path, signed, authority) -> None:
        make_day(tmp_path, "2026-11-21", more=1)
        reply = authority.reply(request_for(open_day(tmp_path / "2026-11-21")))
        request_for(signed)
        assert refused(signed, reply).message == "the reply is for another hash"

    def test_the_same_hash_in_another_request(self, signed, authority) -> None:
        reply = authority.reply(request_for(signed))
        (signed.folder / "timestamp.tsq").unlink()
        request_for(signed)
        assert refused(signed, reply).message == "the reply answers another request"

    def test_another_root(self, tmp_path, signed, authority) -> None:
        other = make_authority(tmp_path)
        error = refused(signed, authority.reply(request_for(signed)), other.root)
        assert "does not lead to a root" in error.message

    def test_a_refusal_of_the_authority(self, signed, authority) -> None:
        error = refused(signed, authority.reply(request_for(signed), digests="sha512"))
        assert (error.message, "status 2" in str(error.found)) == (
            "the authority did not grant a stamp",
            True,
        )

    def test_no_byte_of_hash_time_or_signature_can_be_changed(self, signed, authority) -> None:
        # Some bytes name algorithms twice and are not signed: whatever is changed there, the stamp says the same.
        reply = authority.reply(request_for(signed))
        first = take_reply(signed, reply, authority.root)
        caught = 0
        for at in range(0, len(reply), 3):
            changed = reply[:at] + bytes([reply[at] ^ 1]) + reply[at + 1 :]
            (signed.folder / "timestamp.tsr").write_bytes(changed)
            try:
                assert stamp_of(signed, authority.root) == first
            except StampRefused:
                caught += 1
        assert caught > len(reply) // 3 - 20

    def test_a_changed_time_is_not_seen_without_a_root(self, signed, authority) -> None:
        # So the sentence beside it must say that the signature is not verified.
        reply = authority.reply(request_for(signed))
        year = str(datetime.now(UTC).year).encode()
        at = reply.index(b"\x18\x0f" + year)
        changed = reply[: at + 2] + b"2001" + reply[at + 6 :]
        assert "does not hold" in refused(signed, changed, authority.root).message
        found = take_reply(signed, changed)
        assert (found.at.year, found.chain_verified) == (2001, False)

    @pytest.mark.parametrize("said", [b"", b"\x30\x03\x02\x01\x00", b"<html>busy</html>", b"\0" * 100_000])
    def test_what_is_no_reply(self, signed, said) -> None:
        request_for(signed)
        assert refused(signed, said).message == "the reply cannot be read"

    def test_a_reply_cut_off_anywhere(self, signed, authority) -> None:
        reply = authority.reply(request_for(signed))
        for end in range(0, len(reply), 97):
            assert refused(signed, reply[:end], authority.root).code == "stamp-refused"

    def test_nothing_asked_yet(self, signed) -> None:
        assert refused(signed, b"").message == "nothing was asked yet"

    def test_a_second_reply_does_not_take_the_place_of_the_first(self, signed, authority) -> None:
        first = authority.reply(request_for(signed))
        take_reply(signed, first)
        take_reply(signed, first)
        with pytest.raises(StampRefused, match="there is one already"):
            take_reply(signed, authority.reply(request_for(signed)))
        assert (signed.folder / "timestamp.tsr").read_bytes() == first

    @pytest.mark.parametrize("said", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
    def test_a_root_that_is_none(self, tmp_path, signed, authority, said) -> None:
        (tmp_path / "root.pem").write_bytes(said)
        reply = authority.reply(request_for(signed))
        assert refused(signed, reply, tmp_path / "root.pem").message == "no certificate"
        assert refused(signed, reply, tmp_path / "none.pem").message == "a file cannot be read"

    def test_a_signature_that_was_exchanged_after_the_stamp(self, signed, authority) -> None:
        take_reply(signed, authority.reply(request_for(signed)))
        signed.signature.unlink()
        sign(signed, Ed25519PrivateKey.generate())
        with pytest.raises(StampRefused, match="of another signature"):
            stamp_of(signed)


class TestAsking:
    def test_the_request_goes_out_as_it_is_and_the_reply_comes_back_as_it_is(self, signed, authority) -> None:
        reply = authority.reply(request_for(signed))
        with served(reply) as (url, asked):
            assert ask_authority(url, request_for(signed)) == reply
        assert asked == [("application/timestamp-query", request_for(signed))]

    @pytest.mark.parametrize(("status", "size"), [(404, 10), (302, 10), (500, 10), (200, (1 << 20) + 1)])
    def test_what_is_no_answer(self, status, size) -> None:
        with served(b"x" * size, status) as (url, _), pytest.raises(StampRefused):
            ask_authority(url, b"request")

    @pytest.mark.parametrize(
        "url", ["tsa.example", "ftp://tsa.example/", "http://", "http://u:p@tsa.example/"]
    )
    def test_what_is_no_url(self, url) -> None:
        with pytest.raises(StampRefused, match="not the URL of an authority"):
            ask_authority(url, b"request")

    def test_nobody_there(self) -> None:
        with served(b"") as (url, _):
            pass
        with pytest.raises(StampRefused, match="does not answer"):
            ask_authority(url, b"request")
