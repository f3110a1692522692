"""The how-to for publishing: its commands are run in their order, with an authority of our own in the place of URL."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from authority import OPENSSL, make_authority
from close_book import SmallExchange
from reference.markdown import DOCS
from snapshot_folder import make_days

from hozen.faces.cli import main
from hozen.workflows.snapshot.publish import FORMAT

PAGE = (DOCS / "how-to/publish-proofs.md").read_text("utf-8")


def lines() -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.skipif(OPENSSL is None, reason="NO OPENSSL PROGRAM, so no time stamp is made")
def test_every_command_does_what_the_page_says(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    SmallExchange(tmp_path / "book").write()
    (tmp_path / "tsa").mkdir()
    authority = make_authority(tmp_path / "tsa")
    (tmp_path / "root.pem").write_bytes(authority.root.read_bytes())
    monkeypatch.chdir(tmp_path)
    for line in lines():
        words = shlex.split(line.replace("$PWD", str(tmp_path)))
        if words[0] == "export":
            for said in words[1:]:
                monkeypatch.setenv(*said.split("=", 1))
        elif words[0] == "curl":
            asked = words[words.index("--data-binary") + 1].removeprefix("@")
            Path(words[words.index("--output") + 1]).write_bytes(authority.reply(Path(asked).read_bytes()))
        else:
            assert main([*words[1:], "--lang", "en"]) == 0, line
    (entry,) = json.loads((tmp_path / "site/index.json").read_text())["snapshots"]
    assert (entry["day"], entry["stamp"]["chain_verified"]) == ("2026-11-20", True)
    assert customer_checks(tmp_path, entry) == [
        "HOLDS: this is in the published totals",
        "SIGNED: by the key you gave",
        "  BTC owed to you: yours 6.00000000, of all 10.00000000  (as you say)",
        "  JPY owed to you: yours 1000000, of all 1500000  (as you say)",
    ]


def customer_checks(folder: Path, entry: dict[str, str]) -> list[str]:
    """What the program out of the site says of the site's files and the proof that was handed out."""
    place = folder / "site/days/2026-11-20"
    words = [str(place / "snapshot.json"), str(folder / "C1.json"), "--account=C1"]
    words += [f"--published={entry['commitment']}", "--balance=BTC=6", "--balance=JPY=1000000"]
    words += [f"--signature={place / 'signature.json'}", f"--public-key={entry['public_key']}"]
    program = [sys.executable, str(folder / "site/hozen_verify.py"), *words]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[:4]


def test_the_files_of_the_site_are_those_that_the_page_lists(tmp_path) -> None:
    make_days(tmp_path / "snapshots")
    assert (
        main(["snapshot", "publish", str(tmp_path / "snapshots"), str(tmp_path / "site"), "--lang", "en"])
        == 0
    )
    made = {one.name for one in (tmp_path / "site").iterdir()}
    assert made == {"index.html", "index.json", "en", "ja", "days", "hozen_verify.html", "hozen_verify.py"}
    listed = re.search(r"## What the site has\n(.*?)\n## ", PAGE, re.DOTALL)
    assert listed
    assert all(re.search(rf"`{re.escape(name)}\b", listed[1]) for name in made)
    assert f"`{FORMAT}`" in listed[1]


def test_the_refusals_on_the_page_are_ones_that_hozen_gives() -> None:
    rows = re.findall(r"^\| ([a-z][^|`]+?) \| (?:a day|what others|\[)", PAGE, re.MULTILINE)
    assert len(rows) == 5
    sources = "".join(
        one.read_text("utf-8") for one in (DOCS.parent / "src/hozen/workflows/snapshot").glob("*.py")
    )
    for row in rows:
        assert all(part in sources for part in row.split("; ")), row
