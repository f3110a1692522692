"""The past as it is published: each snapshot follows the one before. A gap and a changed day are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from snapshot_folder import DAYS, make_day, make_days

from hozen.errors import HozenError
from hozen.workflows.snapshot.day_folder import open_day
from hozen.workflows.snapshot.errors import PublishRefused, SignatureRefused, SnapshotFolderRefused
from hozen.workflows.snapshot.history import read_history
from hozen.workflows.snapshot.signing import sign

KEY = Ed25519PrivateKey.from_private_bytes(b"\x44" * 32)


def refused(folder: Path, kind: type[HozenError] = PublishRefused) -> HozenError:
    with pytest.raises(kind) as refusal:
        read_history(folder)
    return refusal.value


def test_every_day_in_its_order(tmp_path) -> None:
    commitments = make_days(tmp_path)
    found = read_history(tmp_path)
    assert [one.day.isoformat() for one in found] == list(DAYS)
    assert [one.public.commitment for one in found] == commitments
    assert [one.opening.previous for one in found] == [bytes(32), *commitments[:2]]


def test_days_need_not_be_neighbours(tmp_path) -> None:
    # Who builds a snapshot each week has no gap: what counts is the commitment before, not the calendar.
    make_days(tmp_path, "2026-11-06", "2026-11-13", "2026-11-20")
    assert len(read_history(tmp_path)) == 3


def test_a_day_that_was_taken_out(tmp_path) -> None:
    commitments = make_days(tmp_path)
    shutil.rmtree(tmp_path / DAYS[1])
    error = refused(tmp_path)
    assert (error.where, error.expected) == (f"{DAYS[2]}, after {DAYS[0]}", commitments[0].hex())
    assert commitments[1].hex() in str(error.found)


def test_the_first_day_taken_out(tmp_path) -> None:
    make_days(tmp_path)
    shutil.rmtree(tmp_path / DAYS[0])
    assert refused(tmp_path).where == f"{DAYS[1]}, after the first snapshot"


def test_a_day_that_was_built_anew_with_other_figures(tmp_path) -> None:
    first, *_ = make_days(tmp_path)
    shutil.rmtree(tmp_path / DAYS[1])
    make_day(tmp_path, DAYS[1], first, more=1_000)
    assert refused(tmp_path).where == f"{DAYS[2]}, after {DAYS[1]}"


def test_snapshots_of_two_books(tmp_path) -> None:
    *_, last = make_days(tmp_path, DAYS[0], DAYS[1])
    make_day(tmp_path, DAYS[2], last, book="acme-derivatives")
    assert refused(tmp_path).found == "acme-derivatives"


def test_nothing_at_all(tmp_path) -> None:
    assert refused(tmp_path).message == "no snapshot to publish"


def test_a_day_without_a_snapshot_is_not_passed_over(tmp_path) -> None:
    make_days(tmp_path)
    (tmp_path / "2026-11-21").mkdir()
    assert refused(tmp_path, SnapshotFolderRefused).message == "no snapshot of a day"


def test_a_signature_that_does_not_hold(tmp_path) -> None:
    make_days(tmp_path)
    one = open_day(tmp_path / DAYS[0])
    sign(one, KEY)
    said = one.signature.read_text()
    one.signature.write_text(said[:-5] + ("0" if said[-5] != "0" else "1") + said[-4:])
    assert refused(tmp_path, SignatureRefused).message == "the signature does not hold"


def test_the_proof_of_another_prover_is_published_too(tmp_path) -> None:
    make_days(tmp_path)
    (tmp_path / DAYS[0] / "public/dapol.proof").write_bytes(b"a proof")
    assert read_history(tmp_path)[0].files["dapol.proof"] == b"a proof"


def test_a_request_that_waits_for_its_reply_is_not_published(tmp_path) -> None:
    make_days(tmp_path)
    (tmp_path / DAYS[0] / "public/timestamp.tsq").write_bytes(b"waiting")
    assert set(read_history(tmp_path)[0].files) == {"snapshot.json"}
