"""What a year's run comes to, and what the books keep of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hozen.books import CaseEntry
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.tax_year.closes import TiedClose
from hozen.workflows.tax_year.columns import ISSUED
from hozen.workflows.tax_year.parts import SHOWN
from hozen.workflows.tax_year.standing_sql import EARLIER, STATES

ISSUED_EVENT = "issued"


@dataclass(frozen=True, slots=True)
class Difference:
    """締めとの差異: the year's movements do not lead to the balance that the close has; no report while it stands."""

    customer: str
    asset: str
    closing: int  # by the identity
    ledger: int  # as the close has it
    difference: int

    def row(self) -> list[object]:
        """As the books keep it."""
        return [self.customer, self.asset, self.closing, self.ledger, self.difference]


@dataclass(frozen=True, slots=True)
class AssetSums:
    """資産別の合計: what the lines that stand come to in one asset, each figure in smallest units, yen or BTC's units."""

    asset: str
    lines: int
    figures: Mapping[str, int]

    def row(self) -> list[object]:
        """As the books keep it."""
        return [self.asset, self.lines, *(self.figures[name] for name in ISSUED)]


@dataclass(frozen=True, slots=True)
class YearReports:
    """年間取引報告書の発行: one issue of a year.

    `before`: the number of the approved issue that it is compared with, 0 for none.

    `states`: customers whose report is new, corrected, unchanged, or stands from earlier while it is held back.
    """

    year: int
    number: int  # 0: a draft
    fingerprint: str
    engine: str
    before: int
    states: Mapping[str, int]
    held: int  # customers without a report of this issue
    differences: int
    shown: tuple[Difference, ...]  # the first of them
    sums: tuple[AssetSums, ...]
    files: tuple[CaseFile, ...]
    closing: TiedClose | None  # None in a draft of a year that is not closed
    opening: TiedClose | None  # None: the year opens with nothing, or for the reason `not_closed`
    not_closed: str
    inputs: tuple[tuple[str, str], ...]  # (path, SHA-256)
    firm: str
    firm_ja: str
    decimals: Mapping[str, int]

    @property
    def customers(self) -> int:
        """Customers with a report of this issue or one that still stands unchanged."""
        return sum(count for state, count in self.states.items() if state != EARLIER)

    def of(self, kind: str) -> tuple[CaseFile, ...]:
        """Files of one kind: 'lines', 'csv', 'held', 'changes'."""
        return tuple(one for one in self.files if one.name.startswith(f"{kind}/"))

    def body(self) -> dict[str, object]:
        """As the books keep it: nothing of it grows with the number of customers."""
        return {
            "year": self.year,
            "number": self.number,
            "fingerprint": self.fingerprint,
            "engine": self.engine,
            "before": self.before,
            "states": dict(self.states),
            "held": self.held,
            "differences": self.differences,
            "shown": [one.row() for one in self.shown],
            "sums": [one.row() for one in self.sums],
            "files": [[one.name, one.sha256, one.rows] for one in self.files],
            "closing": self.closing.body() if self.closing else None,
            "opening": self.opening.body() if self.opening else None,
            "not_closed": self.not_closed,
            "inputs": [list(one) for one in self.inputs],
            "firm": self.firm,
            "firm_ja": self.firm_ja,
            "decimals": dict(self.decimals),
        }


@dataclass(frozen=True, slots=True)
class Issue:
    """発行記録: an issue as the books have it."""

    entry: CaseEntry
    reports: YearReports
    already: bool = False

    @property
    def approved_by(self) -> str:
        """The other person who approved it; '' where nobody has."""
        return self.entry.approved_by

    @property
    def day(self) -> date:
        """The day that stands on its papers."""
        return self.entry.day


def gathered(parts: Iterable[Any]) -> dict[str, Any]:
    """The parts' figures together."""
    found = list(parts)
    states = {state: sum(one["states"].get(state, 0) for one in found) for state in STATES}
    return {
        "states": {state: count for state, count in states.items() if count},
        "held": sum(one["held"] for one in found),
        "differences": sum(one["differences"] for one in found),
        "shown": tuple(Difference(*row) for one in found for row in one["shown"])[:SHOWN],
        "sums": _sums([row for one in found for row in one["sums"]]),
    }


def _sums(rows: Sequence[Sequence[Any]]) -> tuple[AssetSums, ...]:
    by_asset: dict[str, list[int]] = {}
    for asset, *figures in rows:
        before = by_asset.get(asset, [0] * len(figures))
        by_asset[asset] = [old + new for old, new in zip(before, figures, strict=True)]
    return tuple(_asset_sums([asset, *by_asset[asset]]) for asset in sorted(by_asset))


def _asset_sums(row: Sequence[Any]) -> AssetSums:
    return AssetSums(row[0], row[1], dict(zip(ISSUED, row[2:], strict=True)))


def issue_of(entry: CaseEntry) -> Issue:
    """An issue as its entry tells it."""
    return Issue(entry, reports_of(entry.body))


def reports_of(body: Mapping[str, object]) -> YearReports:
    """The result that `body` tells."""
    told: Any = body
    return YearReports(
        year=told["year"],
        number=told["number"],
        fingerprint=told["fingerprint"],
        engine=told["engine"],
        before=told["before"],
        states=told["states"],
        held=told["held"],
        differences=told["differences"],
        shown=tuple(Difference(*row) for row in told["shown"]),
        sums=tuple(map(_asset_sums, told["sums"])),
        files=tuple(CaseFile(*one) for one in told["files"]),
        closing=_close(told["closing"]),
        opening=_close(told["opening"]),
        not_closed=told["not_closed"],
        inputs=tuple((path, digest) for path, digest in told["inputs"]),
        firm=told["firm"],
        firm_ja=told["firm_ja"],
        decimals=told["decimals"],
    )


def _close(told: Any) -> TiedClose | None:
    if told is None:
        return None
    day = date.fromisoformat(told["day"])
    return TiedClose(day, told["entry"], told["scenario"], told["version"], told["fingerprint"], "")
