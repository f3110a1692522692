"""The page on exit codes has the codes that the command line gives, and no other."""

from __future__ import annotations

import re

from reference.pages import REFERENCE

from hozen.faces.cli import exits


def test_the_page_has_the_codes_of_the_command_line() -> None:
    page = (REFERENCE / "exit-codes.md").read_text("utf-8")
    listed = [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    assert listed == [exits.MET, exits.ERROR, exits.BREACH, exits.STOPPED]
