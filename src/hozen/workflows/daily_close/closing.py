"""The closing: all that one day's close found, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.books import AgeBand, BreakKey, BreakRecord, Carried
from hozen.findings import Finding, InTables, Status, worst
from hozen.law import Citation, Lawful, Standing, weakest
from hozen.records import InputFile
from hozen.rules.insurance import InsuranceCredit
from hozen.rules.reserves import ReservePosition, YearVolume
from hozen.values import BusinessDays, Units, Yen

if TYPE_CHECKING:
    from hozen.findings.table import Table


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
class BreakLine:
    """One break at the close. `units` below 0: customers' wallets, or the trusts, hold less than is expected.

    `opened_on` and `cure_by` are the break log's where it knew the break before the day.
    """

    asset: str  # JPY: customers' money
    decimals: int
    cause: str
    units: Units
    rows: int
    opened_on: date
    age: AgeBand
    cure_by: date | None  # None: no text gives time
    cite: tuple[Citation, ...]

    @property
    def key(self) -> BreakKey:
        """As the break log has it."""
        return self.asset, self.cause, self.units.amount > 0


@dataclass(frozen=True, slots=True)
class CutOff:
    """照合基準点: as of which block, or which instant (UTC), the holdings at a keeper on a chain were read."""

    chain: str
    keeper: str  # 'self' for the firm's own nodes
    read_at: str
    height: int | None
    block_hash: str
    finality_depth: int | None


@dataclass(frozen=True, slots=True)
class Closing(InTables):
    """日次締め. `version` counts closings of the same book and day with different inputs."""

    book: str
    firm: str
    firm_ja: str
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
    hints: tuple[str, ...] = ()  # what the door saw and did not read
    business_days: BusinessDays = BusinessDays.BANK  # which days the firm counts
    reserve_gap_ja: str = ""  # what the law leaves open, in Japanese
    breaks: tuple[BreakLine, ...] = ()  # between chain and ledger, and of customers' money
    cut_offs: tuple[CutOff, ...] = ()  # as the book tells them

    @property
    def status(self) -> Status:
        """The worst status found."""
        return worst(self.findings)

    @property
    def standing(self) -> Standing:
        """The weakest standing the closing rests on."""
        return weakest(self.law)

    def as_table(self) -> Table:
        """One row per finding, the worst first."""
        from hozen.workflows.daily_close.as_tables import finding_table

        return finding_table(self)

    def as_tables(self) -> tuple[Table, ...]:
        """Findings, assets, reserve, breaks."""
        from hozen.workflows.daily_close.as_tables import all_tables

        return all_tables(self)

    def __str__(self) -> str:
        head = f"{self.firm}, {self.day}: {self.status.value} (scenario {self.scenario})"
        return f"{head}\n\n{InTables.__str__(self)}"


@dataclass(frozen=True, slots=True)
class Kept(InTables):
    """A closing as the books keep it."""

    closing: Closing
    entry: int  # sequence number in the audit chain
    version: int
    changed: tuple[str, ...]  # what differs from the version before; () for the first
    already_there: bool  # the same input was closed before: nothing was added
    same_body: bool  # False: closed before with the same input and another outcome, a defect to look into
    prepared_by: str
    anchor: str  # '<sequence>:<hash>' of the chain's head
    folder: Path  # where evidence and reports are
    carried: Carried | None = None  # what the breaks did to the break log
    breaks: tuple[
        BreakRecord | None, ...
    ] = ()  # of each of the closing's breaks; None where the log lacks it

    def as_table(self) -> Table:
        """One row per finding, the worst first."""
        return self.closing.as_table()

    def as_tables(self) -> tuple[Table, ...]:
        """Findings, assets, reserve, breaks."""
        return self.closing.as_tables()

    def __str__(self) -> str:
        kept = f"entry {self.entry}, version {self.version}, prepared by {self.prepared_by}, {self.anchor}"
        return f"{self.closing}\n\n{kept}"
