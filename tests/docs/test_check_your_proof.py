"""The page for customers: its command is run on the files of the worked example, and prints what the page shows."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from reference.markdown import DOCS

from hozen.faces.verifier import verifier_text

PAGE = (DOCS / "how-to/check-your-proof.md").read_text("utf-8")
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
