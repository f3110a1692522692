"""The closing: all that one day's close found, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.findings import Finding, Status, worst
from hozen.law import Lawful, Standing, weakest
from hozen.rules.insurance import InsuranceCredit
from hozen.rules.reserves import ReservePosition, YearVolume
from hozen.values import Units, Yen


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file the close rests on. `path` is relative to the book folder."""

    table: str
    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """Rows behind a check, written by the engine. `path` is relative to the output folder."""

    check: str
    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class AssetLine:
    """One asset at the close: what is owed, what is there, and where."""

    asset: str
    decimals: int
    price: str  # '' for JPY
    price_source: str
    owed: Units
    in_flight: Units  # signed: what transfers add to the expected holding
    cold: Units
    not_cold: Units
    buffer: Units
    guarantee_cold: Units
    guarantee_not_cold: Units
    owed_yen: Yen


@dataclass(frozen=True, slots=True)
class Closing:
    """日次締め. `version` counts closings of the same book and day with different inputs."""

    book: str
    firm: str
    day: date
    scenario: str
    hozen_version: str
    fingerprint: str  # SHA-256 over inputs, law and settings
    inputs: tuple[InputFile, ...]
    assets: tuple[AssetLine, ...]
    volumes: tuple[YearVolume, ...]
    findings: tuple[Finding, ...]
    reserve: ReservePosition | None  # None: the scenario answers LawGap; see reserve_gap
    reserve_gap: str
    insurance: InsuranceCredit | None
    evidence: tuple[EvidenceFile, ...]
    law: tuple[Lawful[object], ...]  # every figure read

    @property
    def status(self) -> Status:
        """The worst status found."""
        return worst(self.findings)

    @property
    def standing(self) -> Standing:
        """The weakest standing the closing rests on."""
        return weakest(self.law)


@dataclass(frozen=True, slots=True)
class Kept:
    """A closing as the books keep it."""

    closing: Closing
    entry: int  # sequence number in the audit chain
    version: int
    changed: tuple[str, ...]  # what differs from the version before; () for the first
    already_there: bool  # the same input was closed before: nothing was added
    prepared_by: str
    anchor: str  # '<sequence>:<hash>' of the chain's head
    folder: Path  # where evidence and reports are
