"""One parameter of one detector over many values, on a tape: labelled by a truth, or a past one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hozen.engine import temp_prefix
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import temp_folder
from hozen.workflows.surveillance_run import Parameters, ParametersRefused, read_parameters, run_surveillance
from hozen.workflows.surveillance_score import TYPOLOGY_OF, Alert, Case, read_alerts, read_truth
from hozen.workflows.surveillance_tune.sweep import Sweep, sweep

Progress = Callable[[str, int, int], None]


def tune(
    tape: Path,
    detector: str,
    parameter: str,
    values: Sequence[str],
    *,
    truth: Path | None = None,
    parameters: Path | None = None,
    memory_limit: str = "4GB",
    progress: Progress | None = None,
) -> Sweep:
    """Run `detector` at each value of `parameter`, and at the value in use; the other parameters stay as they are.

    `truth`: truth.parquet of a made-up tape; without it there are counts and changes alone. `parameters`: the firm's own
    file. Where it sets the parameter for one market, that market keeps its value. Raises what a run raises;
    ParametersRefused where detector or parameter is unknown or a value is no whole number.
    """
    base = read_parameters(parameters)
    now = _in_use(base, detector, parameter)
    told = progress or (lambda _what, _done, _of: None)
    typology, done = TYPOLOGY_OF.get(detector, detector), 0
    with TemporaryDirectory(prefix=temp_prefix(), dir=temp_folder()) as folder:

        def run(value: str) -> list[Alert]:
            nonlocal done
            told(f"{parameter} {value}", done, len(values) + 1)
            done += 1
            own, into = Path(folder) / "own.yaml", Path(folder) / f"run-{done}"
            own.write_text(_yaml(base, detector, parameter, value), encoding="utf-8")
            run_surveillance(tape, into, parameters=own, detectors=(detector,), memory_limit=memory_limit)
            return _alerts(into, memory_limit)

        return sweep(typology, parameter, now, values, run, _cases(truth, memory_limit))


def _in_use(base: Parameters, detector: str, parameter: str) -> str:
    known: Mapping[str, int] = base.values.get(detector, {})
    if parameter not in known:
        raise ParametersRefused(
            "no detector has such a parameter",
            where=detector,
            found=parameter,
            expected=", ".join(known or base.values),
        )
    return str(known[parameter])


def _yaml(base: Parameters, detector: str, parameter: str, value: str) -> str:
    """The firm's parameters with one of them changed: JSON texts, which YAML reads as they are."""
    detectors: dict[str, dict[str, str]] = {
        name: {key: str(each) for key, each in given.items()} for name, given in base.values.items()
    }
    detectors[detector][parameter] = value
    symbols = {
        symbol: {name: {key: str(each) for key, each in given.items()} for name, given in one.items()}
        for symbol, one in base.symbols.items()
    }
    times = [{"name": name, "at": _clock(seconds)} for name, seconds in base.times.items()]
    top = {"name": f"{base.name}, tuned", "since": base.since.isoformat(), "detectors": detectors}
    return json.dumps({**top, **({"symbols": symbols} if symbols else {}), "reference_times": times})


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _alerts(into: Path, memory_limit: str) -> list[Alert]:
    with engine_at_home("duckdb", memory_limit) as engine:
        return read_alerts(engine, into / "alerts.parquet", TYPOLOGY_OF)


def _cases(truth: Path | None, memory_limit: str) -> list[Case]:
    if truth is None:
        return []
    with engine_at_home("duckdb", memory_limit) as engine:
        return read_truth(engine, truth)
