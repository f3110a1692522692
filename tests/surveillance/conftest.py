"""One run for several markets: each market of a tape is a case of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from made_tape import MadeTape, Row, alerts

from hozen.workflows.surveillance_run import run_surveillance

Look = Callable[..., dict[str, list[Row]]]


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Market → its alerts. The numbers of a parameter are given as text: parameters={'layering': {'levels': '4'}}."""
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))

    def found(tape: MadeTape, *detectors: str, **parameters: dict[str, str]) -> dict[str, list[Row]]:
        own = tmp_path / "own.yaml"  # hand-made books may stand crossed: nobody matches their orders
        lines = ["name: own", 'since: "2026-11-25"', 'door: {crossed_us: "99999999999"}']
        lines += ["detectors:"] if parameters else []
        for name, values in parameters.items():
            lines += [f"  {name}:", *(f'    {key}: "{value}"' for key, value in values.items())]
        own.write_text("\n".join(lines))
        out = tmp_path / "out"
        run_surveillance(tape.write(tmp_path / "tape"), out, detectors=detectors, parameters=own)
        by_market: dict[str, list[Row]] = defaultdict(list)
        for one in alerts(out):
            by_market[one["symbol"]].append(one)
        return by_market

    return found
