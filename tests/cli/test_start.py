"""The program starts light, speaks plainly, and ends with the right number."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hozen import __version__
from hozen.errors import HozenError
from hozen.faces.cli import check, main
from hozen.faces.cli.exits import exit_of
from hozen.findings import Status
from hozen.law import Standing

HEAVY = ("duckdb", "pandas", "sqlalchemy", "pyarrow", "pyspark", "xlsxwriter", "numpy")


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["close", "--help"], ["books", "reserve", "--help"], []]
)
def test_help_and_version_load_nothing_heavy(words) -> None:
    program = (
        "import sys; from hozen.faces.cli import main; code = main(sys.argv[1:]); "
        f"print('LOADED', [one for one in {HEAVY!r} if one in sys.modules]); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_the_module_is_the_program_and_a_pipe_gets_no_colour_and_no_bar() -> None:
    words = [sys.executable, "-m", "hozen", "replay", "dmm-2024", "--scenario", "none"]
    done = subprocess.run(words, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr
    assert done.stderr == b""


def test_a_terminal_that_lacks_a_sign_still_gets_the_answer() -> None:
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii", "HOZEN_LANG": "en"}
    words = [sys.executable, "-m", "hozen", "replay", "dmm-2024", "--scenario", "none"]
    done = subprocess.run(words, capture_output=True, check=False, env=surroundings)
    assert done.returncode == 0
    assert b"48,200,000,000" in done.stdout


def test_version(run) -> None:
    assert run("--version").out == f"hozen {__version__}\n"


def test_no_command_shows_the_list(run) -> None:
    said = run()
    assert said.code == 0
    assert all(name in said.out for name in ("sample", "check", "close", "reserve", "replay", "law", "books"))


@pytest.mark.parametrize(
    "words",
    [
        ["clos"],
        ["close"],
        ["close", "BOOK", "--dya", "2026-11-20"],
        ["law", "nothing"],
        ["sample", "X", "--days", "x"],
    ],
)
def test_wrong_usage_ends_with_one_for_two_means_a_breach(run, words) -> None:
    said = run(*words)
    assert said.code == 1
    assert said.out == ""
    assert said.err.startswith("✕ usage: ")
    assert "--help" in said.err
    assert "Traceback" not in said.err


def test_a_refusal_says_code_where_found_expected_and_what_to_try(run, tmp_path) -> None:
    (tmp_path / "book").mkdir()
    said = run("check", tmp_path / "book")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "✕ book: the folder has no book.toml",
        f"  where: {tmp_path / 'book'}",
        "  expected: a book.toml that names the firm",
        "  try: hozen sample DIR makes a book to copy from",
    ]


def test_a_refusal_in_japanese_has_japanese_labels(run) -> None:
    said = run("close", "BOOK", "--day", "yesterday", "--lang", "ja")
    assert said.code == 1
    assert "場所: --day" in said.err
    assert "実際の値: yesterday" in said.err


def test_what_we_did_not_foresee_keeps_its_traceback(monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(check, "day_of", broken)
    with pytest.raises(ZeroDivisionError, match="a defect"):
        main(["check", "BOOK", "--day", "2026-11-20"])


def test_the_user_stops_it(monkeypatch, run) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "day_of", stopped)
    said = run("check", "BOOK", "--day", "2026-11-20")
    assert said.code == 130
    assert "Traceback" not in said.err


def test_a_refusal_below_typer_keeps_its_own_code(monkeypatch, run) -> None:
    class Odd(HozenError):
        code = "odd"

    def odd(*_: object) -> None:
        raise Odd("no", where="here")

    monkeypatch.setattr(check, "day_of", odd)
    assert run("check", Path("BOOK"), "--day", "x").err == "✕ odd: no\n  where: here\n"


class Ended:
    """A finding, as far as the exit code looks at it."""

    def __init__(self, status: Status, standing: Standing = Standing.IN_FORCE) -> None:
        self.status, self.standing = status, standing


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ([], 0),
        ([Ended(Status.MET)], 0),
        ([Ended(Status.MET), Ended(Status.ATTENTION)], 0),
        ([Ended(Status.MET), Ended(Status.BREACH)], 2),
        ([Ended(Status.CANNOT_TELL, Standing.IN_FORCE)], 2),  # a duty in force that nobody can show to be met
        ([Ended(Status.CANNOT_TELL, Standing.ENACTED)], 0),
    ],
)
def test_the_exit_code(findings, code) -> None:
    assert exit_of(findings) == code
