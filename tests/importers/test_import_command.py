"""The command, and the how-to pages: what they show is run as it stands."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest
from outside_files import EXAMPLES, ROOT

from hozen.faces.cli import main
from hozen.faces.words import all_keys, find, has
from hozen.records import BY_NAME
from hozen.workflows.importing import KINDS

PAGES = ROOT / "docs" / "how-to" / "import"
MET, ERROR = 0, 1


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the pages have it, and we are in it: examples/import, and a copy of its book."""
    shutil.copytree(EXAMPLES, tmp_path / "examples" / "import")
    shutil.copytree(EXAMPLES / "book", tmp_path / "my-book")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command line, in this process."""
    for name, value in (("HOZEN_HOME", str(place / "home")), ("COLUMNS", "80"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)

    def one(command: str, lang: str = "en") -> Done:
        monkeypatch.setenv("HOZEN_LANG", lang)
        code = main(shlex.split(command)[1:])
        return Done(code, *capsys.readouterr())

    return one


def commands(kind: str) -> list[str]:
    text = (PAGES / f"{kind}.md").read_text("utf-8")
    blocks = re.findall(r"```\n(hozen .*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_command_on_a_page_runs(kind, place, run) -> None:
    found = commands(kind)
    assert found
    for command in found:
        done = run(command)
        assert done.returncode == MET, done.stderr
    assert list((place / "my-book" / "imports").glob(f"{kind}-*.json"))


@pytest.mark.parametrize("kind", ["mt940", "fireblocks", "bitgo", "ccxt"])
def test_what_a_page_shows_of_a_file_stands_in_the_file(kind) -> None:
    text = (PAGES / f"{kind}.md").read_text("utf-8")
    files = [
        path.read_text("utf-8")
        for path in EXAMPLES.iterdir()
        if path.suffix in {".txt", ".csv", ".jsonl"} and "zengin" not in path.name
    ]
    found = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    blocks = [block for block in found if not block.startswith("hozen")]
    assert blocks
    for line in "".join(blocks).splitlines():
        assert any(line in file.splitlines() for file in files), line


def test_the_mapping_on_the_page_is_one(place) -> None:
    from hozen.workflows.importing.mapping import read_mapping

    (text,) = re.findall(r"```toml\n(.*?)```", (PAGES / "README.md").read_text("utf-8"), re.DOTALL)
    path = place / "m.toml"
    path.write_text(text, encoding="utf-8")
    found = read_mapping(path, place)
    assert found.accounts == {"0009-210-1-1234567": "T1"}
    assert found.columns == {"fireblocks": {"amount": "Gross amount"}}


def test_every_kind_has_its_page_and_its_line_in_the_list() -> None:
    text = (PAGES / "README.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| \[([\w-]+)\]\([\w-]+\.md\) \|.*\| (.*) \|$", text, re.MULTILINE))
    assert listed == {kind.name: ", ".join(f"`{one}`" for one in kind.tables) for kind in KINDS.values()}
    pages = {
        path.stem for path in PAGES.glob("*.md") if not path.stem.endswith("-node")
    }  # those are read live
    assert pages == {*KINDS, "README"}
    assert all(table in BY_NAME for kind in KINDS.values() for table in kind.tables)


IMPORT = "hozen import camt053 examples/import/statement.camt053.xml --into my-book"


def test_the_balance_and_the_way_on_are_shown(run) -> None:
    shown = run(IMPORT).stdout
    for part in ("T1", "¥1,500,000", "¥1,680,000", "2 rows", "1 row\n", "hozen check my-book"):
        assert part in shown
    assert "nothing changed" in run(IMPORT).stdout


def test_in_japanese_it_says_the_same(place, run) -> None:
    shown = run(f"{IMPORT} --preview", "ja").stdout
    assert "まだ何も書き込んでいません" in shown
    assert "入金" in shown
    assert not (place / "my-book" / "imports").exists()
    assert "取り込みました" in run(IMPORT, "ja").stdout


def test_json_is_one_document_with_every_figure(run) -> None:
    found = json.loads(run(f"{IMPORT} --preview --json").stdout)
    assert found["rows"] == {"bank_entries": 2, "trust_balances": 1}
    done = json.loads(run(f"{IMPORT} --json").stdout)
    assert done["already_there"] is False
    assert done["record"]["scopes"][0]["closing"] == 1_680_000


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("hozen import", "something is not said"),
        ("hozen import camt053 x.xml", "something is not said"),
        ("hozen import camt05 x.xml --into my-book", "no such kind of file"),
        ("hozen import camt053 x.xml --into my-book", "cannot be read"),
        ("hozen import zengin examples/import/trades.jsonl --into my-book", "import-file"),
        (f"{IMPORT} --day 2026-11-19", "another day"),
        (f"{IMPORT} --day yesterday", "not a day"),
        (f"{IMPORT} --mapping nothing.toml", "import-mapping"),
        ("hozen import camt053 examples/import/statement.camt053.xml --into nowhere", "book"),
    ],
)
def test_a_refusal_ends_with_1_and_says_what_to_do(run, command, said) -> None:
    done = run(command)
    assert done.returncode == ERROR
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_names_that_are_missing_are_shown_as_lines_to_add(place, run) -> None:
    (place / "my-book" / "import.toml").unlink()
    shown = run(f"{IMPORT} --preview").stdout
    assert '[accounts]\n    "0009-210-1-1234567" = "…"' in shown


def test_the_kinds_are_listed(run) -> None:
    shown = run("hozen import --kinds").stdout
    assert all(kind in shown for kind in KINDS)
    assert len(json.loads(run("hozen import --kinds --json").stdout)) == len(KINDS)


WORDS = [key for key in all_keys() if key.startswith("importing.")]


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_fill_in_the_same_values(key) -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert fields(find(key, "en")) == fields(find(key, "ja")) == fields(find(key, "en_one"))


def test_every_kind_and_every_reason_has_its_words() -> None:
    from hozen.records.importers import bitgo, fireblocks

    reasons = {*fireblocks._STATUS.values(), *bitgo._STATES.values()} - {""}
    reasons |= {"not-in-scan", "descriptor", "no-address"}
    assert [kind for kind in KINDS if not has(f"importing.kind.{kind}")] == []
    assert [why for why in sorted(reasons) if not has(f"importing.why.{why}")] == []


def test_every_total_has_its_words() -> None:
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "src/hozen/workflows/importing").glob("read_*.py")
    )
    named = set(re.findall(r'totals\[f?"(\w+)', source)) | set(
        re.findall(
            r"(\w+)=[^=,]+", " ".join(re.findall(r"totals\.update\(([^)]*(?:\([^)]*\)[^)]*)*)\)", source))
        )
    )
    named = {name for name in named if name != "entry"} | {"balance", "in", "out"}
    assert len(named) > 12
    assert [name for name in sorted(named) if not has(f"importing.total.{name}")] == []
