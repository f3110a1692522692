"""The how-to for publishing: its commands are run in their order, with an authority of our own in the place of URL."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from authority import OPENSSL, make_authority
from reference.markdown import DOCS
from snapshot_folder import DAYS, make_days

from hozen.faces.cli import main
from hozen.workflows.snapshot.publish import FORMAT

PAGE = (DOCS / "how-to/publish-proofs.md").read_text("utf-8")
SETTINGS = """book = "acme-main"
firm = "Acme Exchange"
business_year_start = "04-01"
price_source = "reference price"
business_days = "bank"
"""


def lines() -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.skipif(OPENSSL is None, reason="NO OPENSSL PROGRAM, so no time stamp is made")
def test_every_command_does_what_the_page_says(tmp_path, monkeypatch) -> None:
    for name in ("book", "tsa"):
        (tmp_path / name).mkdir()
    (tmp_path / "book/book.toml").write_text(SETTINGS)
    make_days(tmp_path / "snapshots")
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
    entry = json.loads((tmp_path / "site/index.json").read_text())["snapshots"][-1]
    assert (entry["day"], entry["stamp"]["chain_verified"]) == (DAYS[-1], True)
    assert entry["public_key"]


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
