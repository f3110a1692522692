"""From a tape to alerts: the door, the staged tables, every detector, and what it found as Parquet with its hash."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hozen.engine import Engine, temp_prefix
from hozen.rules.surveillance import DETECTORS, Detector
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import temp_folder
from hozen.workflows.surveillance_run.detecting import Found, detect_all
from hozen.workflows.surveillance_run.door import Admitted, admit
from hozen.workflows.surveillance_run.errors import ParametersRefused
from hozen.workflows.surveillance_run.of_day import of_day
from hozen.workflows.surveillance_run.parameters import CROSSED, Parameters, read_parameters
from hozen.workflows.surveillance_run.result import LeftOut, SurveillanceRun
from hozen.workflows.surveillance_run.run_record import write_record
from hozen.workflows.surveillance_run.tape_folder import Tape, open_tape
from hozen.workflows.surveillance_run.volume import busy_days
from hozen.workflows.surveillance_run.writing import write_alerts

Progress = Callable[[str, int, int], None]


def run_surveillance(
    tape: Path,
    into: Path,
    *,
    parameters: Path | None = None,
    start: str | None = None,
    detectors: Collection[str] = (),
    day: date | None = None,
    memory_limit: str = "4GB",
    progress: Progress | None = None,
) -> SurveillanceRun:
    """Look at a tape with every detector (or those named) and write alerts.parquet, alert_rows.parquet and run.json.

    `parameters`: the firm's own file; `start`: an older set of start values, to make a past run again.
    `day`: alerts that end on that legal day in Japan only; earlier days of the tape still serve as what came before.
    Raises RowsRefused (rejects.csv is in `into`), TapeError, ParametersRefused, EngineError; no alert is written then.
    """
    say = progress or (lambda _what, _done, _of: None)
    chosen, limits = chosen_detectors(detectors), read_parameters(parameters, start)
    opened = open_tape(tape)
    with (
        TemporaryDirectory(prefix=temp_prefix(), dir=temp_folder()) as folder,
        engine_at_home("duckdb", memory_limit) as at,
    ):
        steps = _Steps(say, len(chosen))
        admitted = admit(opened, at, Path(folder), into, steps.door, limits.door[CROSSED])
        found = detect_all(admitted.stage, chosen, limits, steps.next)
        told = [of_day(admitted.stage, one, day) for one in found]
        run = _result(opened, at, admitted, limits, told, into, day)
    write_record(run, into)
    return run


def chosen_detectors(names: Collection[str]) -> tuple[Detector, ...]:
    """All of them, or those named, in the order of the list. ParametersRefused for a name that is none."""
    unknown = sorted(set(names) - {one.name for one in DETECTORS})
    if unknown:
        raise ParametersRefused(
            "no such detector",
            where="--detector",
            found=", ".join(unknown),
            expected=", ".join(one.name for one in DETECTORS),
        )
    return tuple(one for one in DETECTORS if not names or one.name in names)


class _Steps:
    """Counts what is told as progress: the door is one step, each detector another."""

    def __init__(self, say: Progress, detectors: int) -> None:
        self._say, self._of, self._done = say, detectors + 1, 0

    def door(self, what: str) -> None:
        self._say(what, 0, self._of)

    def next(self, what: str) -> None:
        self._done += 1
        self._say(what, self._done, self._of)


def _result(
    tape: Tape,
    engine: Engine,
    admitted: Admitted,
    limits: Parameters,
    found: Sequence[Found],
    into: Path,
    day: date | None,
) -> SurveillanceRun:
    written = write_alerts(admitted.stage, found, limits, into)
    left_out = [LeftOut(one.detector.name, one.why, one.left) for one in found if one.why]
    left_out += [LeftOut(tape.relative(file), "belongs-to-no-table", 0) for file in tape.strangers]
    return SurveillanceRun(
        tape=str(tape.root),
        day=day,
        parameters=limits.name,
        parameters_since=limits.since,
        start=limits.start,
        versions={one.detector.name: one.detector.version for one in found},
        engine=engine.version,
        inputs=admitted.inputs,
        alerts=written.alerts,
        alert_rows=written.rows,
        counts={one.detector.name: len(one.kept) for one in found if not one.silent},
        left_out=tuple(left_out),
        warnings=busy_days(admitted.stage),
        rows={name: admitted.stage.rows.get(staged, 0) for name, staged in _STAGED.items()},
    )


_STAGED = {"order_events": "ev", "trades": "tr", "orders": "lives", "accounts": "acc", "symbols": "sym"}
