"""Figures of the law as rows of a table, as `hozen law show` gives them."""

from __future__ import annotations

from collections.abc import Iterable

from hozen.faces.words.catalogue import find
from hozen.findings.table import percent
from hozen.law import Citation, Law, Lawful
from hozen.law.lawful import Gap
from hozen.values import Ratio
from reference.markdown import code, table

HEADS = ("figure", "what it is", "value", "since", "provision", "standing", "seen")
LAW = Law.load("jp")


def figures(keys: Iterable[str]) -> str:
    """Every period of every key."""
    return table(HEADS, [row for key in keys for row in _rows(key)])


def provision(cite: Citation) -> str:
    """The provision in both languages."""
    return str(cite) if str(cite) == cite.ja else f"{cite} ({cite.ja})"


def standing(row: Lawful[object]) -> str:
    """The standing in both languages."""
    key = f"standing.word.{row.standing.word}"
    return f"{find(key, 'en')} ({find(key, 'ja')})"


def _rows(key: str) -> list[tuple[str, ...]]:
    if key.endswith(".*"):
        return [
            (code(key), "what a [scenario](../scenarios.md) says", "", "", "", "that of the scenario", "")
        ]
    found = LAW.figures[key]
    about = f"{found.about} ({found.about_ja})"
    return [(code(key), about, *_row(row, found.unit)) for row in found.rows]


def _row(row: Lawful[object] | Gap, unit: str) -> tuple[str, ...]:
    if isinstance(row, Gap):
        cites = "; ".join(map(provision, row.cite))
        return f"not fixed: {row.why}", "", cites, "", ""
    seen = find(f"standing.seen.{row.seen.value}", "en")
    return _value(row, unit), _since(row), provision(row.cite), standing(row), seen


def _value(row: Lawful[object], unit: str) -> str:
    if isinstance(row.value, bool):
        return "yes" if row.value else "no"
    if isinstance(row.value, Ratio):
        return f"{row.value.value} ({percent(row.value)})"
    if not isinstance(row.value, int):
        return str(row.value)
    named = unit.replace("_", " ")
    return f"{row.value} {named.removesuffix('s') if row.value == 1 else named}"


def _since(row: Lawful[object]) -> str:
    held = "" if row.since_means.value == "effective" else f" ({row.since_means.value})"
    ends = f" to {row.until}" if row.until else ""
    return f"{row.since}{held}{ends}"
