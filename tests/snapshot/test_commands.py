"""The commands: secrets, key, sign, stamp. What they answer in both languages, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from authority import OPENSSL, make_authority, served
from snapshot_folder import make_day

MET, ERROR = 0, 1
SETTINGS = """firm = "Acme Exchange"
business_year_start = "04-01"
price_source = "reference price"
business_days = "bank"
"""


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "HOZEN_LANG",
        "LC_ALL",
        "FORCE_COLOR",
        "HOZEN_SECRETS",
        "HOZEN_SECRETS_KEY",
        "HOZEN_SIGNING_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path) -> Path:
    make_day(tmp_path / "snapshots", "2026-11-20")
    return tmp_path / "snapshots"


class TestSecrets:
    @pytest.fixture(autouse=True)
    def book(self, tmp_path) -> None:
        for name in ("acme-main", "acme-other"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "book.toml").write_text(f'book = "{name}"\n{SETTINGS}')

    def test_a_store_is_made_and_opens(self, hozen, tmp_path, monkeypatch) -> None:
        code, said = hozen("secrets", "acme-main", "--new", "store.json", "--key", "store.key")
        assert (code, "The store of secrets is made" in said, "two places" in said) == (MET, True, True)
        assert json.loads((tmp_path / "store.json").read_text())["book"] == "acme-main"
        monkeypatch.setenv("HOZEN_SECRETS", "store.json")
        monkeypatch.setenv("HOZEN_SECRETS_KEY", "store.key")
        code, said = hozen("secrets", "acme-main", "--lang", "ja")
        assert (code, "この鍵で開きます" in said) == (MET, True)
        code, said = hozen("secrets", "acme-other")
        assert (code, "the store is of another book" in said) == (ERROR, True)

    def test_without_a_place(self, hozen) -> None:
        code, said = hozen("secrets", "acme-main")
        assert (code, "HOZEN_SECRETS" in said) == (ERROR, True)


class TestSign:
    def test_a_key_is_made_and_signs(self, hozen, folder) -> None:
        code, made = hozen("key", "--new", "sign.pem")
        assert (code, "The key is made" in made) == (MET, True)
        code, shown = hozen("key", "--key", "sign.pem", "--lang", "ja")
        (public,) = (line.split()[-1] for line in made.splitlines() if "Public key" in line)
        assert (code, public in shown) == (MET, True)
        code, said = hozen("sign", "snapshots", "--day", "2026-11-20", "--key", "sign.pem")
        assert (code, "✓ Signed" in said, public in said) == (MET, True, True)
        signature = json.loads((folder / "2026-11-20/public/signature.json").read_text())
        assert signature["public_key"] == public

    def test_a_snapshot_that_was_changed_is_not_signed(self, hozen, folder) -> None:
        hozen("key", "--new", "sign.pem")
        path = folder / "2026-11-20/public/snapshot.json"
        path.write_text(path.read_text("utf-8").replace('"180000000"', '"170000000"'), "utf-8")
        code, said = hozen("sign", "snapshots/2026-11-20", "--key", "sign.pem")
        assert (code, "do not give the commitment" in said) == (ERROR, True)
        assert not (path.parent / "signature.json").exists()

    @pytest.mark.usefixtures("folder")
    def test_without_a_key_or_a_day(self, hozen) -> None:
        assert "nobody said which key signs" in hozen("sign", "snapshots/2026-11-20")[1]
        assert "try: --day 2026-11-20" in hozen("sign", "snapshots", "--key", "sign.pem")[1]
        assert hozen("sign", "snapshots", "--day", "20 November")[0] == ERROR


@pytest.mark.skipif(OPENSSL is None, reason="NO OPENSSL PROGRAM, so no time stamp is made")
class TestStamp:
    @pytest.fixture
    def authority(self, tmp_path):
        (tmp_path / "tsa").mkdir()
        return make_authority(tmp_path / "tsa")

    def test_by_hand(self, hozen, folder, authority, tmp_path) -> None:
        code, said = hozen("stamp", "snapshots", "--day", "2026-11-20", "--request")
        assert (code, "timestamp.tsq" in said) == (MET, True)
        reply = authority.reply((folder / "2026-11-20/public/timestamp.tsq").read_bytes())
        (tmp_path / "reply.tsr").write_bytes(reply)
        code, said = hozen("stamp", "snapshots", "--day", "2026-11-20", "--reply", "reply.tsr")
        assert (code, "NOT verified: give --root FILE" in said) == (MET, True)
        code, said = hozen("stamp", "snapshots/2026-11-20", "--root", str(authority.root))
        assert (code, "leads to a root you gave" in said, "Test time stamps" in said) == (MET, True, True)
        code, said = hozen("stamp", "snapshots/2026-11-20", "--root", str(authority.root), "--lang", "ja")
        assert (code, "未署名の時点" in said) == (MET, True)

    def test_over_http(self, hozen, folder, authority) -> None:
        hozen("stamp", "snapshots/2026-11-20", "--request")
        reply = authority.reply((folder / "2026-11-20/public/timestamp.tsq").read_bytes())
        with served(reply) as (url, _):
            code, said = hozen(
                "stamp", "snapshots/2026-11-20", "--authority", url, "--root", str(authority.root)
            )
        assert (code, "✓ Time-stamped" in said) == (MET, True)

    @pytest.mark.usefixtures("folder")
    def test_what_is_not_there_or_does_not_fit_together(self, hozen) -> None:
        assert "no time stamp yet" in hozen("stamp", "snapshots/2026-11-20")[1]
        assert (
            "one of them at a time" in hozen("stamp", "snapshots/2026-11-20", "--request", "--reply", "x")[1]
        )
        hozen("stamp", "snapshots/2026-11-20", "--request")
        assert "the reply cannot be read" in hozen("stamp", "snapshots/2026-11-20", "--reply", "none")[1]
