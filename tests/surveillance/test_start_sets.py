"""Start values are a history: a set that stands is never edited, so that a past run can be made again."""

from __future__ import annotations

import hashlib

from hozen.rules.surveillance import DETECTORS
from hozen.workflows.surveillance_run import read_parameters
from hozen.workflows.surveillance_run.start_values import start_files

FIRST = "start-2026-11-25"
# What changes goes into a new file, with a line of its own here.
SETS = {
    "start-2026-11-25": "3dd857784d5c7f5f9ea4a0b9ca5ec71e82028ab7da90bb95e7613434cd684e99",
    "start-2026-11-25-2": "face282604fdf972ff9b9f40a7420726d7975fdf6b46ab71b8d8cafcc44d9b82",
    "start-2026-11-25-3": "0c2a66d4d612b2835ed39c5fd30268a5a46b831db7dd6a872ab55502c0230a8e",
}


def test_no_set_was_edited() -> None:
    files = start_files(FIRST)
    assert {one.stem: hashlib.sha256(one.read_bytes()).hexdigest() for one in files} == SETS


def test_each_set_has_a_value_for_all_that_is_asked_and_is_named_for_its_file() -> None:
    for name in SETS:
        found = read_parameters(start=name)
        assert (found.name, found.start) == (name, name)
        assert all(set(one.parameters) <= set(found.values[one.name]) for one in DETECTORS)
