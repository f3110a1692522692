"""The store of the master secret: opened by its own key, for its own book, as it was written, and by nothing else."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hozen.workflows.snapshot.errors import SecretStoreRefused
from hozen.workflows.snapshot.secret_store import MasterSecret, new_secrets, open_secrets, secrets_at


@pytest.fixture
def made(tmp_path) -> MasterSecret:
    return new_secrets("acme-main", tmp_path / "store", tmp_path / "key")


def refused(tmp_path: Path, **said: object) -> SecretStoreRefused:
    with pytest.raises(SecretStoreRefused) as refusal:
        open_secrets(tmp_path / "store", tmp_path / "key", **said)
    return refusal.value


def test_what_was_sealed_is_opened(tmp_path, made) -> None:
    assert open_secrets(tmp_path / "store", tmp_path / "key", "acme-main") == made
    assert (made.book, len(made.master)) == ("acme-main", 32)


def test_two_stores_under_one_key_hold_two_secrets(tmp_path, made) -> None:
    other = new_secrets("acme-main", tmp_path / "other", tmp_path / "key")
    assert other.master != made.master


def test_the_secret_is_not_in_the_file_nor_in_its_text_form(tmp_path, made) -> None:
    assert made.master.hex() not in (tmp_path / "store").read_text()
    assert made.master not in (tmp_path / "store").read_bytes()
    assert made.master.hex() not in repr(made)
    assert repr(made.master) not in repr(made)


def test_the_file_is_aes_256_gcm_over_format_and_book(tmp_path, made) -> None:
    # By the page alone: the associated data are two texts, each after its length in one byte.
    said = json.loads((tmp_path / "store").read_text())
    key = bytes.fromhex((tmp_path / "key").read_text())
    bound = b"\x0fhozen-secrets/1" + b"\x09acme-main"
    opened = AESGCM(key).decrypt(bytes.fromhex(said["nonce"]), bytes.fromhex(said["sealed"]), bound)
    assert (len(key), opened) == (32, made.master)


def test_only_its_owner_can_read_either(tmp_path, made) -> None:
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("store", "key")]
    assert modes == [0o600, 0o600]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["key", "store"]


def test_a_store_is_never_written_over(tmp_path, made) -> None:
    before = (tmp_path / "store").read_bytes()
    with pytest.raises(SecretStoreRefused, match="there already"):
        new_secrets("acme-main", tmp_path / "store", tmp_path / "another-key")
    assert (tmp_path / "store").read_bytes() == before
    assert not (tmp_path / "another-key").exists()


def test_another_key(tmp_path, made) -> None:
    (tmp_path / "key").write_text(f"{bytes(32).hex()}\n")
    assert "does not open with this key" in refused(tmp_path).message


def test_another_book(tmp_path, made) -> None:
    error = refused(tmp_path, book="acme-derivatives")
    assert (error.found, error.expected) == ("acme-main", "acme-derivatives")


@pytest.mark.parametrize("field", ["book", "nonce", "sealed"])
def test_one_digit_or_letter_changed_anywhere(tmp_path, made, field) -> None:
    said = json.loads((tmp_path / "store").read_text())
    last = said[field][-1]
    said[field] = said[field][:-1] + ("1" if last != "1" else "2")
    (tmp_path / "store").write_text(json.dumps(said))
    assert "does not open" in refused(tmp_path).message


@pytest.mark.parametrize(
    "said",
    [
        "",
        "[]",
        "7",
        "[" * 100_000,
        '{"format":"hozen-secrets/1"}',
        '{"format":"hozen-secrets/2","book":"acme-main","nonce":"00","sealed":"00"}',
        '{"format":"hozen-secrets/1","book":"acme-main","nonce":"0","sealed":"zz"}',
        '{"format":"hozen-secrets/1","book":7,"nonce":"00","sealed":"00"}',
        '{"format":"hozen-secrets/1","book":"acme-main","nonce":"00","sealed":"00","note":"x"}',
    ],
)
def test_what_is_no_store(tmp_path, made, said) -> None:
    (tmp_path / "store").write_text(said)
    assert refused(tmp_path).message == "not a store of secrets"


@pytest.mark.parametrize(
    "said", ['{"format":"hozen-secrets/1","book":"","nonce":"00","sealed":"00"}', "\x00\xff"]
)
def test_what_is_no_store_by_its_values(tmp_path, made, said) -> None:
    (tmp_path / "store").write_text(said, encoding="latin-1")
    assert refused(tmp_path).code == "secret-store"


def test_a_nonce_of_another_length(tmp_path, made) -> None:
    said = json.loads((tmp_path / "store").read_text())
    (tmp_path / "store").write_text(json.dumps({**said, "nonce": "00"}))
    assert "does not open" in refused(tmp_path).message


def test_a_key_that_others_can_read(tmp_path, made) -> None:
    (tmp_path / "key").chmod(0o640)
    error = refused(tmp_path)
    assert (error.found, error.try_next) == ("mode 0640", f"chmod 600 {tmp_path / 'key'}")


@pytest.mark.parametrize("said", ["", "00" * 31, "00" * 33, "ZZ" * 32, "AA" * 32, "00" * 32 + "\n00"])
def test_what_is_no_key(tmp_path, made, said) -> None:
    (tmp_path / "key").write_text(said)
    assert refused(tmp_path).code == "secret-store"
    assert said not in str(refused(tmp_path)) or not said


def test_files_that_are_not_there(tmp_path, made) -> None:
    (tmp_path / "key").unlink()
    assert refused(tmp_path).where == str(tmp_path / "key")
    (tmp_path / "store").unlink()
    assert refused(tmp_path).where == str(tmp_path / "store")


def test_a_folder_that_is_not_there(tmp_path) -> None:
    with pytest.raises(SecretStoreRefused, match="cannot be written"):
        new_secrets("acme-main", tmp_path / "no" / "store", tmp_path / "no" / "key")


@pytest.mark.parametrize("book", ["", "b" * 256, "\ud800"])
def test_a_book_that_no_text_can_name_makes_no_store(tmp_path, book) -> None:
    with pytest.raises(SecretStoreRefused):
        new_secrets(book, tmp_path / "store", tmp_path / "key")
    assert not (tmp_path / "store").exists()


def test_where_they_are_when_nobody_says(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOZEN_SECRETS", "/a/store")
    monkeypatch.setenv("HOZEN_SECRETS_KEY", "/a/key")
    assert secrets_at(None, None) == (Path("/a/store"), Path("/a/key"))
    assert secrets_at(tmp_path, None) == (tmp_path, Path("/a/key"))
    monkeypatch.delenv("HOZEN_SECRETS_KEY")
    with pytest.raises(SecretStoreRefused, match="the key of the store"):
        secrets_at(tmp_path, None)
