"""Files of a surveillance case: slices of the tape, and the draft of the report. Each is whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from hozen.books import CaseEntry
from hozen.engine import Engine
from hozen.workflows.case_folder import CaseFile, case_folder, put, sha256_of, unchanged, writing
from hozen.workflows.surveillance_desk.act import SurveillanceDesk
from hozen.workflows.surveillance_desk.fits import fits_draft
from hozen.workflows.surveillance_desk.slicing import TapeSlice, slice_of, write_slice
from hozen.workflows.surveillance_desk.stor_draft import draft_text, drafted
from hozen.workflows.surveillance_desk.stor_form import FormAnswer

Draw = Callable[[TapeSlice, Path], bool]
_SECOND = 1_000_000


def write_draft(desk: SurveillanceDesk, book: Path, given: Mapping[str, FormAnswer]) -> CaseEntry:
    """BOOK/cases/CASE/stor-<entry>.json, and its entry. DeskRefused for blank fields, or where nothing is to be reported."""
    state = desk.state()
    fits_draft(state)
    text = draft_text(state, drafted(state, given)).encode()
    path = case_folder(book, desk.case) / f"stor-{state.seq}.json"
    put(path, text)
    return desk.drafted(CaseFile(path.name, sha256_of(path)), state.seq)


def sign_or_approve(desk: SurveillanceDesk, book: Path, seq: int, note: str = "") -> CaseEntry:
    """Approve an entry; of a draft only while its file is what was drafted. CaseFileRefused, DeskRefused, SamePerson."""
    _still(desk, book)
    return desk.approve(seq, note)


def send(desk: SurveillanceDesk, book: Path, reference: str) -> CaseEntry:
    """Enter that the draft was handed in, while its file is what was signed. CaseFileRefused, DeskRefused."""
    _still(desk, book)
    return desk.sent(reference)


def _still(desk: SurveillanceDesk, book: Path) -> None:
    draft = desk.state().draft
    if draft is not None:
        unchanged(case_folder(book, desk.case), CaseFile(draft.name, draft.sha256))


def keep_slices(
    desk: SurveillanceDesk, book: Path, tape: Path, seconds: int, engine: Engine, draw: Draw
) -> tuple[CaseFile, ...]:
    """One slice for each market of the case, from the first to the last of its alerts, with so much before and after."""
    state = desk.state()
    kept = []
    for symbol in sorted({one.symbol for one in state.alerts}):
        spans = [one for one in state.alerts if one.symbol == symbol]
        begins = min(one.from_us for one in spans) - seconds * _SECOND
        ends = max(one.to_us for one in spans) + seconds * _SECOND
        kept += _keep(desk, book, slice_of(tape, symbol, begins, ends, engine), draw)
    return tuple(kept)


def _keep(desk: SurveillanceDesk, book: Path, made: TapeSlice, draw: Draw) -> list[CaseFile]:
    folder = case_folder(book, desk.case)
    stem = f"book-{made.symbol.replace('/', '-')}-{made.from_us}-{made.to_us}"
    with writing(folder / f"{stem}.csv") as part:
        write_slice(made, part)
    names = [f"{stem}.csv"]
    if draw(made, folder / f"{stem}.png"):
        names.append(f"{stem}.png")
    files = [CaseFile(name, sha256_of(folder / name)) for name in names]
    known = {file.name for file in files} & {name for name, _ in desk.state().evidence}
    for file in files:
        if file.name not in known:
            desk.keep(file, f"order book of {made.symbol}")
    return files
