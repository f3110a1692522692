"""`hozen wallets`: what a person sees, in both languages, and what a shell sees."""

from __future__ import annotations

import json

import pytest
from close_book import SmallExchange
from wallet_signing import Key, key_hash_proof, simple_text

from hozen.books import open_books
from hozen.faces.cli import main
from hozen.faces.words import all_keys, find, has
from hozen.rules.custody.ownership import EvidenceKind, Proof

KEY = Key(31)
SAID = "hello"
REASONS = [key.partition(".reason.")[2] for key in all_keys() if key.startswith("ownership.reason.")]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    for name in ("HOZEN_LANG", "LC_ALL", "LC_MESSAGES", "HOZEN_BOOKS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    home = str(tmp_path / "home")
    for name, value in {
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "HOZEN_HOME": home,
        "HOZEN_WORDS": "strict",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def run(capsys):
    def command(*words):
        capsys.readouterr()
        code = main(["wallets", *map(str, words)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def asked(message=SAID, text=None):
    signature = simple_text(KEY, SAID) if text is None else text
    return ("verify", "--address", KEY.p2wpkh, "--message", message, "--signature", signature)


class TestVerify:
    def test_a_valid_signature_ends_with_0_and_says_what_it_does_not_show(self, run):
        code, out, _ = run(*asked())
        assert code == 0
        assert "The key of this address signed this text" in out
        assert "BIP-322" in out
        assert "does not show that nobody" in out

    def test_another_text_ends_with_2_and_the_reason(self, run):
        code, out, _ = run(*asked("Hello"))
        assert code == 2
        assert "Not proven" in out
        assert "The key of this address did not sign this text." in out

    def test_what_cannot_be_told_ends_with_2(self, run):
        code, out, _ = run(*asked(text=key_hash_proof(KEY, SAID, version=3)))
        assert code == 2
        assert "Cannot be told" in out

    def test_in_japanese(self, run):
        code, out, _ = run(*asked("Hello"), "--lang", "ja")
        assert code == 2
        assert "このアドレスの鍵による署名ではない。" in out

    def test_for_machines(self, run):
        code, out, _ = run(*asked(), "--json")
        found = json.loads(out)
        assert code == 0
        assert (found["method"], found["proof"], found["reason"]) == ("bip322", "valid", "")
        assert (found["address"], found["message"]) == (KEY.p2wpkh, SAID)

    def test_a_method_can_be_named(self, run):
        code, out, _ = run(*asked(), "--method", "bip137", "--json")
        assert (code, json.loads(out)["reason"]) == (2, "not_base64")

    def test_a_method_that_is_none_is_refused_with_those_there_are(self, run):
        code, _, err = run(*asked(), "--method", "bip666")
        assert code == 1
        assert "bad-option" in err
        assert "bip322, bip137, eip191, eip191_hashed" in err

    def test_no_line_is_wider_than_the_terminal_but_for_what_is_to_be_copied(self, run):
        for lang in ("en", "ja"):
            _, out, _ = run(*asked(), "--lang", lang)
            assert all(len(line) <= 80 for line in out.splitlines())


class TestChallenge:
    def test_it_prints_the_line_and_nothing_else(self, run, tmp_path):
        book, books = SmallExchange(tmp_path / "book").write(), tmp_path / "books.sqlite"
        with open_books(books) as kept:
            anchor = kept.append("note", {}, actor="sato").anchor
        code, out, _ = run("challenge", book, "--day", "2026-11-20", "--books", books)
        line = f"Proof of wallet control; book small; day 2026-11-20; anchor {anchor}"
        assert (code, out) == (0, line + "\n")
        code, out, _ = run("challenge", book, "--day", "2026-11-20", "--books", books, "--json")
        assert json.loads(out) == {"book": "small", "day": "2026-11-20", "challenge": line}

    def test_empty_books_are_refused_with_what_to_do(self, run, tmp_path):
        book = SmallExchange(tmp_path / "book").write()
        code, _, err = run("challenge", book, "--day", "2026-11-20", "--books", tmp_path / "books.sqlite")
        assert code == 1
        assert "nothing-to-anchor" in err
        assert "hozen close BOOK --day DAY" in err

    @pytest.mark.parametrize("day", ["2026-11-31", "20 November"])
    def test_what_is_no_day_is_refused(self, run, tmp_path, day):
        book = SmallExchange(tmp_path / "book").write()
        assert run("challenge", book, "--day", day)[0] == 1


class TestWords:
    def test_every_kind_and_answer_has_its_words(self):
        wanted = [f"kind.{one.value}" for one in EvidenceKind] + [f"proof.{one.value}" for one in Proof]
        assert [one for one in wanted if not has(f"ownership.{one}")] == []
        assert [one.value for one in EvidenceKind if not has(f"steps.wallets_fresh_{one.value}")] == []

    @pytest.mark.parametrize("reason", REASONS)
    def test_every_reason_is_a_sentence_and_a_step_in_both_languages(self, reason):
        assert find(f"ownership.reason.{reason}", "en").endswith(".")
        assert find(f"ownership.reason.{reason}", "ja").endswith("。")
        assert find(f"steps.wallets_refused_{reason}", "en")
        assert find(f"steps.wallets_refused_{reason}", "ja")

    def test_every_reason_that_the_code_gives_has_its_words(self):
        import re
        from pathlib import Path

        import hozen.rules.custody.ownership as room

        code = "\n".join(path.read_text("utf-8") for path in Path(room.__file__).parent.rglob("*.py"))
        given = set(re.findall(r'(?:NotProven|inconclusive)\("([a-z0-9_]+)"', code))
        given |= set(re.findall(r'Proof\.REFUSED, "([a-z0-9_]+)"', code)) | {"other_message_or_address"}
        assert given == set(REASONS)
