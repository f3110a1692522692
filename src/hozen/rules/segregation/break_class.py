"""Why chain and ledger differ, told by evidence. Law-neutral.

The parts of a break always add up to it: what no row of evidence explains is `unknown`, in its own direction.
Evidence is never cut down to fit: rows that explain more than the break leave an unknown part of the other sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum


class BreakClass(Enum):
    """差異の原因. Their order is the order of precedence: a row that could stand for two is counted for the first."""

    REORG = "reorg"  # 再編成: booked, and its block is gone
    WRONG_ASSET = "wrong_asset"  # チェーン・コントラクト違い: booked as one asset, another moved
    UNMAPPED_ADDRESS = "unmapped_address"  # 未登録アドレス: at an address of ours that no wallet names
    DUPLICATE_ADDRESS = "duplicate_address"  # アドレス重複: one address under two wallets, counted twice
    STALE_STATEMENT = "stale_statement"  # 明細の遅れ: the custodian's statement stands before the day
    STAKED = "staked"  # ステーキング・ロック
    WRAPPED = "wrapped"  # ラップド資産
    AIRDROP_OR_FORK = "airdrop_or_fork"  # エアドロップ・フォーク
    FEE_NOT_BOOKED = "fee_not_booked"  # 手数料未記帳
    DOUBLE_CREDIT = "double_credit"  # 二重入金処理
    DECIMALS = "decimals"  # 桁違い: booked and moved differ by an exact power of ten
    DUST = "dust"  # 微小残高: arrived, booked for nobody, and worth next to nothing
    MISSED_DEPOSIT = "missed_deposit"  # 入金未処理: arrived, and booked for nobody
    EXPIRED_TRANSFER = "expired_transfer"  # 期限切れの移転: in flight for longer than it may be
    UNKNOWN = "unknown"  # 原因不明


@dataclass(frozen=True, slots=True)
class BreakPart:
    """差異の内訳: so many smallest units of one asset for one cause; below 0 is short. `rows`: evidence rows.

    `since` is the day it was first found, None where that is today; `cure_by` then is the last day set for it.
    """

    asset: str
    cause: BreakClass
    units: int
    rows: int
    since: date | None = None
    cure_by: date | None = None


EvidenceRow = tuple[str, str, int, int]
"""(asset, cause, units, rows), one for each asset, cause and direction."""


def parts_of(differences: Mapping[str, int], evidence: Iterable[EvidenceRow]) -> tuple[BreakPart, ...]:
    """The parts of every asset's break, by asset, then in order of precedence; short before surplus.

    Evidence of an asset without a break is told all the same: two breaks that cancel out are two breaks.
    """
    found = [BreakPart(asset, BreakClass(cause), units, rows) for asset, cause, units, rows in evidence]
    explained: dict[str, int] = {}
    for one in found:
        explained[one.asset] = explained.get(one.asset, 0) + one.units
    for asset in sorted({*differences, *explained}):
        left = differences.get(asset, 0) - explained.get(asset, 0)
        found.append(BreakPart(asset, BreakClass.UNKNOWN, left, 0))
    order = list(BreakClass)
    told = [one for one in found if one.units]
    return tuple(sorted(told, key=lambda one: (one.asset, order.index(one.cause), one.units)))


def power_of_ten_apart(one: int, other: int) -> bool:
    """Whether two figures differ by a factor of exactly 10, 100, 1000 …: the same digits, more or fewer zeros.

    It is what the measure asks of two figures as texts without their last zeros.
    """
    if one == other or one == 0 or other == 0:
        return False
    return str(one).rstrip("0") == str(other).rstrip("0")
