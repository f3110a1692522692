"""What was read is kept: whole or not at all, and for its owner alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.workflows.importing import ImportConflict
from hozen.workflows.live.kept import Kept, key_of


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept.of(tmp_path, "bitcoin-main-2026-11-20")


def test_an_answer_comes_back_as_it_was(kept) -> None:
    assert kept.get("a") is None
    kept.put("a", {"height": 7, "units": "123456789012345678901234567890"})
    assert kept.get("a") == {"height": 7, "units": "123456789012345678901234567890"}


def test_folder_and_files_are_the_owners(kept) -> None:
    before = os.umask(0)
    try:
        kept.put("a", 1)
    finally:
        os.umask(before)
    assert kept.folder.stat().st_mode & 0o777 == 0o700
    assert kept.folder.parent.stat().st_mode & 0o777 == 0o700
    assert (kept.folder / "a.json").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_was_open_to_others_is_closed(kept) -> None:
    kept.folder.mkdir(parents=True)
    kept.folder.chmod(0o755)
    kept.put("a", 1)
    assert kept.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", [b"", b'{"height": 7', b"\xff", b"hello"])
def test_what_is_damaged_is_as_if_it_were_not_there(kept, content) -> None:
    kept.put("a", 1)
    (kept.folder / "a.json").write_bytes(content)
    assert kept.get("a") is None


def test_one_that_was_cut_off_leaves_what_was_there_before(kept, monkeypatch) -> None:
    kept.put("a", 1)

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stops)
    with pytest.raises(KeyboardInterrupt):
        kept.put("a", 2)
    assert kept.get("a") == 1


def test_a_book_that_cannot_be_written_is_refused(tmp_path) -> None:
    (tmp_path / "imports").write_text("a file where the folder should be")
    with pytest.raises(ImportConflict, match="cannot be written"):
        Kept.of(tmp_path, "x").put("a", 1)


@pytest.mark.parametrize("name", ["../../etc", "a/b", "a b", "日本"])
def test_a_name_does_not_lead_elsewhere(tmp_path, name) -> None:
    assert Kept.of(tmp_path, name).folder.parent == tmp_path / "imports" / ".reading"


def test_all_of_it_goes_once_it_was_used(kept) -> None:
    kept.put("a", 1)
    kept.clear()
    assert not kept.folder.exists()
    kept.clear()


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_other_questions_have_other_names(one, other) -> None:
    assert (key_of("main", one) == key_of("main", other)) == (one == other)
    assert key_of("main", one) != key_of("regtest", one)
