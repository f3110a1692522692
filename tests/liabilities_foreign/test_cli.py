"""`hozen proof inspect`: exit codes, both languages, and a text for every word that the code uses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import hozen
from hozen.faces.cli import main
from hozen.faces.words import all_keys, find, has
from hozen.findings.table import width
from hozen.rules.liabilities.foreign import Claim, Verdict

ROOM = Path(hozen.__file__).parent / "rules/liabilities/foreign"
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(ROOM.glob("*.py")))
PAGE = Path(__file__).resolve().parents[2] / "docs/how-to/inspect-a-proof.md"
TREE = re.findall(r"```csv\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[0]
ANNA, BEN = re.findall(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    for name in ("HOZEN_LANG", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"LANG": "C.UTF-8", "COLUMNS": "80", "HOZEN_WORDS": "strict"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def run(capsys):
    def command(*words):
        capsys.readouterr()
        code = main(["proof", "inspect", *map(str, words)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


class TestExitCodes:
    def test_0_for_a_sound_tree(self, run, kept):
        code, out, _ = run(kept("tree.csv", TREE))
        assert (code, "✓ Sound" in out) == (0, True)

    def test_2_for_an_unsafe_format(self, run, kept):
        code, out, _ = run(kept("anna.json", ANNA))
        assert (code, "✕ Unsafe" in out) == (2, True)
        assert "together 140; 70 is published" in " ".join(out.split())

    def test_2_for_a_contradiction(self, run, kept):
        code, out, _ = run(kept("anna.json", ANNA), "--with", kept("ben.json", BEN))
        assert (code, "contradict each other" in " ".join(out.split())) == (2, True)

    def test_2_for_a_root_that_was_not_published(self, run, kept):
        code, out, _ = run(kept("tree.csv", TREE), "--root", "0x" + "0" * 64)
        assert (code, "not the one that was published" in out) == (2, True)

    def test_1_for_what_is_no_proof_and_for_a_root_that_is_none(self, run, kept):
        code, _, err = run(kept("page.html", "<html>"))
        assert (code, "foreign-proof" in err) == (1, True)
        code, _, err = run(kept("tree.csv", TREE), "--root", "abc")
        assert (code, "bad-option" in err) == (1, True)


class TestWords:
    def test_in_japanese(self, run, kept):
        code, out, _ = run(kept("anna.json", ANNA), "--lang", "ja")
        assert (code, "安全ではありません" in out) == (2, True)
        assert "口座への債務" in out

    def test_for_machines(self, run, kept):
        code, out, _ = run(kept("anna.json", ANNA), "--json")
        found = json.loads(out)
        assert (code, found["verdict"], found["format"]) == (2, "unsafe", "coinex")
        assert found["forgery"]["owed_together"] == "140"
        assert sorted(found["binds"] + found["cannot"]) == sorted(one.value for one in Claim)

    @pytest.mark.parametrize("lang", ["en", "ja"])
    def test_no_line_is_wider_than_the_terminal(self, run, kept, lang):
        """But for a hash, which is to be copied."""
        for words in ((kept("tree.csv", TREE),), (kept("anna.json", ANNA), "--with", kept("ben.json", BEN))):
            _, out, _ = run(*words, "--lang", lang)
            assert [
                line for line in out.splitlines() if width(line) > 80 and not re.search("[0-9a-f]{64}", line)
            ] == []

    def test_every_word_that_the_code_uses_has_its_text_in_both_languages(self):
        named = {f"reason.{one}" for one in re.findall(r'NotSo\(\s*"([a-z_]+)"', SOURCE)}
        named |= {f"reason.{one}" for one in re.findall(r'Refusal\(\s*"([a-z_]+)"', SOURCE)}
        named |= {f"format.{one}" for one in re.findall(r'^NAME = "([a-z-]+)"', SOURCE, re.MULTILINE)}
        named |= {f"claim.{one.value}.{side}" for one in Claim for side in ("bound", "open")}
        named |= {f"verdict.{one.value}" for one in Verdict}
        assert len(named) > 40
        assert [key for key in sorted(named) if not has(f"proof_inspect.{key}")] == []

    def test_both_languages_fill_in_the_same_values(self):
        for key in (key for key in all_keys() if key.startswith("proof_inspect.")):
            fields = [set(re.findall(r"{(\w+)}", find(key, lang))) for lang in ("en", "ja")]
            assert fields[0] == fields[1], key

    def test_nothing_heavy_is_loaded_for_it(self, kept):
        code = "import sys; from hozen.faces.cli import main; main(['proof', 'inspect', sys.argv[1]]); "
        code += "sys.exit(bool({'duckdb', 'sqlalchemy', 'numpy'} & set(sys.modules)))"
        done = subprocess.run(
            [sys.executable, "-c", code, kept("tree.csv", TREE)], check=False, capture_output=True
        )
        assert done.returncode == 0
