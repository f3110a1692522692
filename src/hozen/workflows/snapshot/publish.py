"""A site of files put in place whole: made beside the old one, and changed for it when all is written.

What was published stays: a site takes further days, never another past.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from hozen.rules.liabilities.commitment import cut_off_text
from hozen.workflows.snapshot.errors import PublishRefused
from hozen.workflows.snapshot.history import PublishedDay

FORMAT, INDEX, DAYS = "hozen-site/1", "index.json", "days"


def day_files(days: Sequence[PublishedDay]) -> dict[str, bytes]:
    """The raw files of every day under the paths that the site has them at."""
    return {
        f"{DAYS}/{one.day.isoformat()}/{name}": content for one in days for name, content in one.files.items()
    }


def index_of(days: Sequence[PublishedDay], verifiers: Mapping[str, bytes]) -> bytes:
    """The machine-readable list of what is published, oldest first, and the verifiers that stand beside it."""
    document = {
        "format": FORMAT,
        "book": days[0].opening.book,
        "snapshots": [_entry(one) for one in days],
        "verifiers": {name: sha256(content).hexdigest() for name, content in verifiers.items()},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def publish(site: Path, files: Mapping[str, bytes]) -> None:
    """Put the files in place of those that hozen put there before; what others put there stays.

    `files` holds the index. Raises PublishRefused, with the site as it was, where the site is not ours, lacks room,
    or holds a file of a day that `files` has not, or has otherwise.
    """
    site = site.resolve()
    if not site.name:
        raise _not_ours(site)
    making, aside = (site.with_name(f".{site.name}.{word}") for word in ("making", "before"))
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        if aside.exists() and not site.exists():
            aside.rename(site)  # killed between the two renames below
        _only_adds(site, files)
        shutil.rmtree(making, ignore_errors=True)
        _make(making, site, files)
        _change(making, site, aside)
    except OSError as error:
        raise PublishRefused(
            "the site cannot be written", where=str(error.filename or site), found=error.strerror
        ) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _entry(one: PublishedDay) -> dict[str, object]:
    stamp = one.stamp
    return {
        "day": one.day.isoformat(),
        "cut_off": cut_off_text(one.opening.cut_off),
        "commitment": one.public.commitment.hex(),
        "previous": one.opening.previous.hex(),
        "files": {path: sha256(content).hexdigest() for path, content in day_files([one]).items()},
        "public_key": one.signature.public_key.hex() if one.signature else None,
        "stamp": None
        if stamp is None
        else {
            "at": cut_off_text(stamp.at.replace(microsecond=0)),
            "covers": stamp.covers.value,
            "authority": stamp.authority,
            "chain_verified": stamp.chain_verified,
        },
    }


def _only_adds(site: Path, files: Mapping[str, bytes]) -> None:
    """Every file of a day that the site has is among `files`, to the byte."""
    for path, digest in _published(site).items():
        if path not in files or sha256(files[path]).hexdigest() != digest:
            raise PublishRefused(
                "what was published would be changed or taken away",
                where=path,
                found="nothing" if path not in files else sha256(files[path]).hexdigest(),
                expected=f"SHA-256 {digest}",
                try_next="take the day from your copies; what others have seen stays published",
            )


def _published(site: Path) -> dict[str, str]:
    """Path → SHA-256 of the files of days that the site's index names; none for a new or empty folder."""
    if not site.exists() or not any(site.iterdir()):
        return {}
    try:
        found = json.loads((site / INDEX).read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            raise _not_ours(site)
        return {path: digest for one in found["snapshots"] for path, digest in one["files"].items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _not_ours(site) from error


def _make(making: Path, site: Path, files: Mapping[str, bytes]) -> None:
    if site.exists():
        shutil.copytree(site, making, symlinks=True)
    for name, content in files.items():
        path = making / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _change(making: Path, site: Path, aside: Path) -> None:
    """The new folder for the old one. Between the two renames there is no site: the next run puts it back."""
    shutil.rmtree(aside, ignore_errors=True)
    if site.exists():
        site.rename(aside)
    try:
        making.rename(site)
    except OSError:
        if aside.exists():
            aside.rename(site)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _not_ours(site: Path) -> PublishRefused:
    return PublishRefused(
        "the folder is not a site of ours",
        where=str(site),
        found="files, and no index.json of hozen",
        expected="a new or empty folder, or one that was published before",
    )
