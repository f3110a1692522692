"""`hozen proof verifier` and `hozen proof page`: the files themselves, to the byte, and nothing written over."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from hozen.faces.verifier import verifier_page, verifier_text

MET, ERROR = 0, 1


def hozen(*words: str, folder: Path, command: str = "verifier") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hozen", "proof", command, *words],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(("lang", "said"), [("en", "checks a proof"), ("ja", "検証できます")])
def test_the_program_is_written_out_to_the_byte(tmp_path, lang, said) -> None:
    done = hozen("check.py", "--lang", lang, folder=tmp_path)
    assert (done.returncode, said in done.stdout) == (MET, True)
    assert (tmp_path / "check.py").read_bytes() == verifier_text().encode()


@pytest.mark.parametrize(("lang", "said"), [("en", "in a browser"), ("ja", "ブラウザー")])
def test_the_page_is_written_out_to_the_byte_and_its_hash_is_told(tmp_path, lang, said) -> None:
    done = hozen("check.html", "--lang", lang, folder=tmp_path, command="page")
    assert (done.returncode, said in done.stdout) == (MET, True)
    written = (tmp_path / "check.html").read_bytes()
    assert written == verifier_page().encode()
    assert hashlib.sha256(written).hexdigest() in "".join(done.stdout.split())


def test_what_is_there_is_left_alone(tmp_path) -> None:
    (tmp_path / "check.py").write_text("mine")
    done = hozen("check.py", "--lang", "en", folder=tmp_path)
    assert (done.returncode, "a file is there already" in done.stderr) == (ERROR, True)
    assert (tmp_path / "check.py").read_text() == "mine"


def test_a_place_that_cannot_be_written_to(tmp_path) -> None:
    done = hozen("no/such/folder/check.py", "--lang", "en", folder=tmp_path)
    assert (done.returncode, "cannot be written" in done.stderr) == (ERROR, True)
