"""The page for customers: its command is run on the files of the worked example, and prints what the page shows."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from reference.markdown import DOCS

from hozen.faces.verifier import verifier_page, verifier_text

PAGE = (DOCS / "how-to/check-your-proof.md").read_text("utf-8")
JAPANESE = (DOCS / "how-to/check-your-proof.ja.md").read_text("utf-8")
FORMAT = (DOCS / "reference/proof-format.md").read_text("utf-8")


def run(folder: Path) -> tuple[int, str]:
    snapshot, proof = re.findall(r"```json\n(.*?)```", FORMAT, re.DOTALL)
    (folder / "snapshot.json").write_text(snapshot, encoding="utf-8")
    (folder / "proof.json").write_text(proof, encoding="utf-8")
    (folder / "hozen_verify.py").write_text(verifier_text(), encoding="utf-8")
    (command,) = re.findall(r"```\n(python3 .*?)```", PAGE, re.DOTALL)
    python, *words = shlex.split(command.replace("\\\n", " "))
    assert python == "python3"
    done = subprocess.run([sys.executable, *words], cwd=folder, check=False, capture_output=True, text=True)
    return done.returncode, done.stdout


def test_the_command_on_the_page_prints_what_the_page_shows(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert run(tmp_path) == (0, shown)


def test_every_first_word_on_the_page_is_one_of_the_verifiers() -> None:
    words = re.findall(r"^\| ([A-Z ]{5,}) \| (\d)", PAGE, re.MULTILINE)
    assert words == [("HOLDS", "0"), ("CANNOT BE CHECKED", "1"), ("DOES NOT HOLD", "2")]
    assert all(f'"{word}: ' in verifier_text() for word, _ in words)


class TestTheFaults:
    """The tables of refusals are those of the specification, and of the page that customers see."""

    SCRIPT = verifier_page()
    SPECIFIED = {
        word
        for part in ("Checking a proof", "Signature")
        for word in re.findall(r"\*([a-z ]+)\*[;).,]", FORMAT.split(f"## {part}")[1].split("\n## ")[0])
    } | {"signature"}

    def names(self) -> dict[str, str]:
        """Word of the specification → Japanese name, out of the page's own script."""
        table = self.SCRIPT.split("const FAULTS = {")[1].split("\n};")[0]
        return dict(re.findall(r'^  "?([a-z ]+)"?: \{\n    name: "([^"]+)"', table, re.MULTILINE))

    def test_the_page_has_every_word_of_the_specification(self) -> None:
        assert len(self.SPECIFIED) == 13
        assert set(self.names()) == self.SPECIFIED

    def test_the_english_page_has_a_row_for_each(self) -> None:
        table = PAGE.split("| fault |")[1].split("\n\n")[0]
        assert set(re.findall(r"^\| ([a-z ]+) \|", table, re.MULTILINE)) == self.SPECIFIED

    def test_the_japanese_page_has_a_row_for_each_by_its_name(self) -> None:
        table = JAPANESE.split("| 不備 |")[1].split("\n\n")[0]
        rows = re.findall(r"^\| ([^（|]+)（([a-z ]+)） \|", table, re.MULTILINE)
        assert {word: name for name, word in rows} == self.names()

    def test_the_heads_of_the_page_are_those_that_are_explained(self) -> None:
        for english, japanese in (
            ("It holds", "成立"),
            ("It does not hold", "不成立"),
            ("It cannot be checked", "検証できません"),
        ):
            assert f'["{english}", "{japanese}"]' in self.SCRIPT
            assert f"*{english}*" in PAGE
            assert f"| {japanese} |" in JAPANESE
