"""The law as tax reads it."""

from __future__ import annotations

from pathlib import Path

from hozen.law import Law

SCENARIOS = ("today", "flat-20")
ROOMS = ("tax", "reform")


def tax_law(scenario: str | None) -> Law:
    """The law as far as tax reads it; whole beside a user's own scenario, which may speak of any key."""
    return Law.load("jp", ROOMS if scenario in (None, *SCENARIOS) else ())


def scenario_path(law: Law, name: str | None) -> str | Path | None:
    """A scenario shipped for tax by its name; a user's file by its path."""
    return law.folder / "scenarios" / "tax" / f"{name}.yaml" if name in SCENARIOS else name
