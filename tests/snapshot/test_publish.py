"""The site on the disk: put in place whole, further days added, what was published never changed or taken away."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from snapshot_folder import DAYS, make_day, make_days

from hozen.faces.site import site_files
from hozen.workflows.snapshot.day_folder import open_day
from hozen.workflows.snapshot.errors import PublishRefused
from hozen.workflows.snapshot.history import read_history
from hozen.workflows.snapshot.publish import publish
from hozen.workflows.snapshot.signing import sign

KEY = Ed25519PrivateKey.from_private_bytes(b"\x44" * 32)


def put(tmp_path: Path) -> dict[str, bytes]:
    """Publish the folder as it is, and say what the site holds then."""
    publish(tmp_path / "site", site_files(read_history(tmp_path / "snapshots")))
    return content(tmp_path)


def content(tmp_path: Path) -> dict[str, bytes]:
    site = tmp_path / "site"
    found = {one.relative_to(site).as_posix(): one for one in site.rglob("*") if one.is_file()}
    assert sorted(one.name for one in tmp_path.iterdir() if "site" in one.name) == ["site"]
    return {name: path.read_bytes() for name, path in sorted(found.items())}


def refused(tmp_path: Path) -> PublishRefused:
    before = content(tmp_path)
    with pytest.raises(PublishRefused) as refusal:
        put(tmp_path)
    assert content(tmp_path) == before
    return refusal.value


@pytest.fixture
def last(tmp_path) -> bytes:
    """Three days, the newest's commitment."""
    return make_days(tmp_path / "snapshots")[-1]


@pytest.mark.usefixtures("last")
def test_the_files_of_a_site(tmp_path) -> None:
    pages = [f"{lang}/{name}.html" for lang in ("en", "ja") for name in (*DAYS, "index")]
    raw = [f"days/{day}/snapshot.json" for day in DAYS]
    tools = ["hozen_verify.html", "hozen_verify.py", "index.html", "index.json"]
    assert sorted(put(tmp_path)) == sorted([*pages, *raw, *tools])


@pytest.mark.usefixtures("last")
def test_raw_files_are_there_to_the_byte(tmp_path) -> None:
    found = put(tmp_path)
    for day in DAYS:
        source = tmp_path / "snapshots" / day / "public/snapshot.json"
        assert found[f"days/{day}/snapshot.json"] == source.read_bytes()


@pytest.mark.usefixtures("last")
def test_the_same_days_give_the_same_bytes(tmp_path) -> None:
    first = put(tmp_path)
    assert put(tmp_path) == first
    shutil.rmtree(tmp_path / "site")
    assert put(tmp_path) == first


def test_a_further_day_only_adds(tmp_path, last) -> None:
    before = put(tmp_path)
    make_day(tmp_path / "snapshots", "2026-11-21", last, more=9)
    after = put(tmp_path)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"index.html", "index.json", "en/index.html", "ja/index.html"}
    added = {"en/2026-11-21.html", "ja/2026-11-21.html", "days/2026-11-21/snapshot.json"}
    assert set(after) - set(before) == added
    assert json.loads(after["index.json"])["snapshots"][:3] == json.loads(before["index.json"])["snapshots"]


@pytest.mark.usefixtures("last")
def test_a_signature_may_come_later_and_never_go(tmp_path) -> None:
    put(tmp_path)
    one = open_day(tmp_path / "snapshots" / DAYS[1])
    sign(one, KEY)
    assert f"days/{DAYS[1]}/signature.json" in put(tmp_path)
    one.signature.unlink()
    assert refused(tmp_path).where == f"days/{DAYS[1]}/signature.json"
    sign(one, Ed25519PrivateKey.generate())
    assert refused(tmp_path).where == f"days/{DAYS[1]}/signature.json"


@pytest.mark.usefixtures("last")
def test_another_past_that_holds_by_itself(tmp_path) -> None:
    put(tmp_path)
    shutil.rmtree(tmp_path / "snapshots")
    make_days(tmp_path / "snapshots", DAYS[0], DAYS[2])
    assert refused(tmp_path).where == f"days/{DAYS[1]}/snapshot.json"


@pytest.mark.usefixtures("last")
def test_another_book(tmp_path) -> None:
    put(tmp_path)
    shutil.rmtree(tmp_path / "snapshots")
    make_day(tmp_path / "snapshots", DAYS[0], book="acme-derivatives")
    assert refused(tmp_path).where == f"days/{DAYS[0]}/snapshot.json"


@pytest.mark.usefixtures("last")
@pytest.mark.parametrize("said", ["", "{}", "[]", '{"format":"other","snapshots":[]}', "[" * 100_000])
def test_a_folder_that_is_not_ours(tmp_path, said) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.json").write_text(said)
    assert refused(tmp_path).message == "the folder is not a site of ours"
    (tmp_path / "site/index.json").rename(tmp_path / "site/photos.json")
    assert refused(tmp_path).message == "the folder is not a site of ours"


@pytest.mark.usefixtures("last")
def test_an_empty_folder_will_do_and_what_others_put_there_stays(tmp_path) -> None:
    (tmp_path / "site").mkdir()
    put(tmp_path)
    (tmp_path / "site/CNAME").write_text("proofs.example.jp\n")
    assert put(tmp_path)["CNAME"] == b"proofs.example.jp\n"


@pytest.mark.usefixtures("last")
def test_a_file_in_the_place_of_the_folder(tmp_path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(PublishRefused, match="cannot be written"):
        put(tmp_path)
    assert (tmp_path / "site").read_text() == "mine"


@pytest.mark.parametrize("failing", [1, 2])
def test_a_disk_that_fails_half_way_leaves_the_site_as_it_was(tmp_path, last, monkeypatch, failing) -> None:
    put(tmp_path)
    make_day(tmp_path / "snapshots", "2026-11-21", last)
    rename, calls = Path.rename, []

    def fails(path: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    assert refused(tmp_path).found == "No space left on device"


def test_killed_between_the_two_renames(tmp_path, last) -> None:
    before = put(tmp_path)
    (tmp_path / "site").rename(tmp_path / ".site.before")
    shutil.copytree(tmp_path / ".site.before", tmp_path / ".site.making")
    assert put(tmp_path) == before
    (tmp_path / "site").rename(tmp_path / ".site.before")
    shutil.rmtree(tmp_path / "snapshots")
    make_day(tmp_path / "snapshots", DAYS[0], more=5)
    assert refused_after_kill(tmp_path).where == f"days/{DAYS[0]}/snapshot.json"
    assert content(tmp_path) == before


def refused_after_kill(tmp_path: Path) -> PublishRefused:
    with pytest.raises(PublishRefused) as refusal:
        put(tmp_path)
    return refusal.value
