"""The files of a batch appear once its entry stands, and can be made again from its rows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hozen.books import CaseEntry
from hozen.workflows.case_folder import CaseFile, settle, unchanged
from hozen.workflows.compensation.payment_files import Made, payment_files
from hozen.workflows.compensation.states import BATCH, file_of
from hozen.workflows.compensation.working import Desk
from hozen.workflows.compensation.zengin_order import Payer


@contextmanager
def staged(
    desk: Desk, batch: Path, number: int, day: date, payer: Payer | None, most: int
) -> Iterator[tuple[Made, ...]]:
    """The files under names that nobody takes for orders; they get their own when the block ends without an error."""
    with tempfile.TemporaryDirectory(prefix=".batch-", dir=desk.folder) as place:
        files = payment_files(desk.engine, batch, Path(place), number, day, payer, most)
        yield files
        for one in files:
            settle(Path(place) / one.file.name, desk.folder / one.file.name)


def files_again(desk: Desk) -> tuple[Made, ...]:
    """The files of the newest batch; those that are gone are made again, byte for byte. Nothing before the first.

    CaseFileRefused where another content stands.
    """
    newest = desk.record.newest(BATCH)
    if newest is None:
        return ()
    body: Any = newest.body
    told = [CaseFile(one["name"], one["sha256"], one["rows"]) for one in body["files"]]
    if not all((desk.folder / one.name).is_file() for one in told):
        batch, day = unchanged(desk.folder, file_of(newest)), date.fromisoformat(body["pay_day"])
        with staged(desk, batch, body["number"], day, _payer_of(body["payer"]), body["most"]):
            pass
    for one in told:
        unchanged(desk.folder, one)
    return tuple(Made(method, one, total) for one, (method, total) in zip(told, body["made"], strict=True))


def files_told(files: tuple[Made, ...]) -> dict[str, object]:
    """As the entry of the batch keeps them."""
    return {
        "files": [one.file.body() for one in files],
        "made": [[one.method, one.total] for one in files],
    }


def totals_of(batch: CaseEntry) -> tuple[tuple[str, str, int, int], ...]:
    """(method, asset, payments, amount) of a batch."""
    body: Any = batch.body
    return tuple((str(one[0]), str(one[1]), int(one[2]), int(one[3])) for one in body["totals"])


def _payer_of(text: str) -> Payer | None:
    if not text:
        return None
    account, code, name = text.split(" ", 2)
    return Payer.read(account, code, name)
