"""What a rule answers: a finding with its measure, threshold, citation and the steps to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from hozen.law import Citation, Lawful, Standing, weakest
from hozen.values import Ratio, Units, Yen


class Status(Enum):
    """判定. ATTENTION also stands for a shortfall under a rule that is not yet in force."""

    MET = "met"  # 適合
    ATTENTION = "attention"  # 注意
    BREACH = "breach"  # 違反
    CANNOT_TELL = "cannot_tell"  # 判定不能

    @property
    def rank(self) -> int:
        """For sorting: the worst first."""
        return [Status.BREACH, Status.CANNOT_TELL, Status.ATTENTION, Status.MET].index(self)


@dataclass(frozen=True, slots=True)
class AssetUnits:
    """A quantity with what a face needs to show it."""

    asset: str
    units: Units
    decimals: int

    def __str__(self) -> str:
        return f"{self.units.coins(self.decimals)} {self.asset}"


Quantity = Yen | AssetUnits | Ratio | int | date | str


@dataclass(frozen=True, slots=True)
class Step:
    """算定過程: one line of the working. `label` is a key of the glossary's `steps`."""

    label: str
    value: Quantity
    how: str = ""  # the operation in plain signs, e.g. 'A × 0.8/10,000'
    cite: Citation | None = None
    value_ja: str = ""  # the Japanese of a value that is a sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """検査結果: one check, on one subject, on one day.

    `code` has a page at docs/reference/findings/<code>.md. `subject` is an asset, a policy, or ''
    for the whole firm. `distance` is how far the measure is from the threshold, negative when short.
    `cure_by` is the last day to cure; None with `immediate` means that no text gives time.
    `reason` is a glossary key (`reasons`) saying in one sentence why the status is what it is.
    """

    code: str
    subject: str
    status: Status
    measure: Quantity | None
    threshold: Quantity | None
    distance: Quantity | None
    rests_on: tuple[Lawful[object], ...]
    cite: tuple[Citation, ...]
    cure_by: date | None = None
    immediate: bool = False
    breach_since: date | None = None
    reason: str = ""
    steps: tuple[Step, ...] = field(default=())
    evidence: str = ""  # name of the evidence query; '' where the steps are all there is

    @property
    def standing(self) -> Standing:
        """効力: the weakest standing the finding rests on."""
        return weakest(self.rests_on)


def worst(findings: list[Finding] | tuple[Finding, ...]) -> Status:
    """The status of a set of findings: its worst; MET for none."""
    return min((one.status for one in findings), key=lambda status: status.rank, default=Status.MET)


def judge(short: bool, rests_on: tuple[Lawful[object], ...]) -> Status:
    """MET, or BREACH; a shortfall under a rule that is not yet in force is ATTENTION, never BREACH."""
    if not short:
        return Status.MET
    return Status.BREACH if weakest(rests_on) is Standing.IN_FORCE else Status.ATTENTION
