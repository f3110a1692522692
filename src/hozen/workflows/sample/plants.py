"""Faults that can be planted on the sample's last day: what each breaks, by how much, and what must find it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hozen.law import Reading
from hozen.workflows.sample.errors import UnknownPlant
from hozen.workflows.sample.limits import Limits
from hozen.workflows.sample.plan import AssetPlan, DayPlan

BTC_SHORTFALL = 12_345_678  # satoshi
TRUST_GAP = 1_234_567  # yen
HOT_EXCESS = Fraction(1, 1000)  # of all customer crypto, above the limit
NET_ASSETS = -1_000_000  # yen
DAYS_LEFT = 14


@dataclass(frozen=True, slots=True)
class Plant:
    """仕込み: `expects` is the finding's code, or the reason of the refusal at the door.

    `where`: 'plan' (the day's ledger and wallets), 'terms' (capital, cover, reserve) or 'door' (broken files).
    `cure` is the key of the law's cure time; '' where no text gives time, or none is at stake.
    """

    name: str
    text: str
    text_ja: str
    expects: str
    where: str
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted: the exact amount, as `units` of `subject` (yen for JPY, '' and counts)."""

    plant: Plant
    subject: str
    units: int
    unit: str
    cure_business_days: int | None


def _known(*plants: Plant) -> Mapping[str, Plant]:
    return {plant.name: plant for plant in plants}


PLANTS: Mapping[str, Plant] = _known(
    Plant(
        "hot_excess",
        "Customers' coins moved from cold to hot in every asset, to one tenth of a percentage point of all "
        "customer crypto above the limit; guarantee crypto grows with them.",
        "全資産で顧客のコールド残高をホットへ移し、非コールド割合を上限より0.1ポイント超過させる。履行保証暗号資産も同量に増やす。",
        "cold-share",
        "plan",
        "custody.hot_excess_cure_days",
    ),
    Plant(
        "btc_shortfall",
        "Customers' BTC wallets hold 12,345,678 satoshi less than the ledger owes (a tenth of it in a small "
        "sample); the firm's own buffer is used up.",
        "顧客のBTCウォレット残高が帳簿より12,345,678 satoshi不足(小さな見本では帳簿残高の1割)。自己の余裕分は使い切り。",
        "crypto-shortage",
        "plan",
        "segregation.crypto_shortage_cure_days",
    ),
    Plant(
        "one_satoshi",
        "Customers' BTC wallets hold exactly 1 satoshi less than the ledger owes; the buffer is used up.",
        "顧客のBTCウォレット残高が帳簿よりちょうど1 satoshi不足。自己の余裕分は使い切り。",
        "crypto-shortage",
        "plan",
        "segregation.crypto_shortage_cure_days",
    ),
    Plant(
        "trust_gap",
        "The trusts' principal is ¥1,234,567 below customers' money (a tenth of it in a small sample).",
        "信託元本が顧客の金銭の額を1,234,567円下回る(小さな見本では1割)。",
        "money-in-trust",
        "plan",
        "segregation.money_trust_cure_days",
    ),
    Plant(
        "guarantee_short",
        "Guarantee ETH is a tenth of the hot part below what is due; ledger and chain agree.",
        "履行保証のETHが必要量よりホット分の1割不足。帳簿とチェーンは一致。",
        "guarantee-quantity",
        "plan",
    ),
    Plant(
        "guarantee_hot",
        "A quarter of the guarantee XRP (BTC where there is none) is kept in a hot wallet.",
        "履行保証のXRP(なければBTC)の4分の1をホットウォレットに置く。",
        "guarantee-cold",
        "plan",
        "custody.hot_excess_cure_days",
    ),
    Plant(
        "buffer_excess",
        "The firm's own ETH mixed into customers' wallets is a tenth above the house limit.",
        "顧客ウォレットに混在する自己のETHが社内規則の上限を1割超過。",
        "buffer-mixed",
        "plan",
        "segregation.excess_mixing_cure_days",
    ),
    Plant(
        "thin_capital",
        "Stated capital is ¥1 below the least.",
        "資本金が最低額を1円下回る。",
        "capital",
        "terms",
    ),
    Plant(
        "negative_net_assets",
        "Net assets are -¥1,000,000.",
        "純資産額がマイナス100万円。",
        "net-assets",
        "terms",
    ),
    Plant(
        "policy_expiring",
        "The first layer of insurance ends 14 days after the last day.",
        "保険の第1層が最終日の14日後に満了する。",
        "insurance-cliff",
        "terms",
    ),
    Plant(
        "reserve_short",
        "The reserve held is one hundredth of the level under the press-band scenario.",
        "準備金残高がpress-bandシナリオの必要水準の100分の1。",
        "reserve",
        "terms",
    ),
    Plant(
        "no_price",
        "BTC has no price on the last day.",
        "最終日のBTCの価格行がない。",
        "price-missing",
        "door",
    ),
    Plant(
        "bad_row",
        "One wallet balance is -1 and one price is NaN.",
        "ウォレット残高1行が-1、価格1行がNaN。",
        "negative, not-a-number",
        "door",
    ),
    Plant(
        "duplicate_row",
        "One wallet balance is there twice.",
        "ウォレット残高1行が重複。",
        "duplicate-key",
        "door",
    ),
    Plant(
        "unknown_wallet",
        "A balance of a wallet that the table wallets does not list.",
        "ウォレット一覧にないウォレットの残高。",
        "unknown-wallet",
        "door",
    ),
    Plant(
        "truncated_file",
        "The last customer balance file lost its second half.",
        "最後の利用者別残高ファイルが途中で切れている。",
        "unreadable",
        "door",
    ),
)


def chosen(names: Sequence[str]) -> tuple[Plant, ...]:
    """The plants of these names, in the registry's order. UnknownPlant for a name it lacks."""
    unknown = sorted(set(names) - set(PLANTS))
    if unknown:
        raise UnknownPlant(
            f"no plant is called {', '.join(unknown)}",
            found=", ".join(unknown),
            expected=", ".join(PLANTS),
        )
    return tuple(plant for name, plant in PLANTS.items() if name in names)


def planted(plant: Plant, subject: str, units: int, unit: str, reading: Reading) -> Planted:
    """Note what was planted, with the law's cure time for it."""
    days = reading.count(plant.cure).value if plant.cure else None
    return Planted(plant, subject, units, unit, days)


Change = Callable[[DayPlan, Limits], tuple[DayPlan, str, int, str]]


def change_plan(plan: DayPlan, plant: Plant, limits: Limits) -> tuple[DayPlan, str, int, str]:
    """The day's plan with the fault in it, and (subject, amount, unit) of the fault."""
    return _CHANGES[plant.name](plan, limits)


def _with(plan: DayPlan, one: AssetPlan) -> DayPlan:
    return replace(plan, assets={**plan.assets, one.coin.symbol: one})


def _hot_excess(plan: DayPlan, limits: Limits) -> tuple[DayPlan, str, int, str]:
    share, moved, assets = limits.hot_share + HOT_EXCESS, Fraction(0), {}
    for symbol, one in plan.assets.items():
        hot = math.ceil(one.owed * share) + one.expected - one.owed
        guarantee = math.ceil(limits.guarantee_ratio * hot)
        assets[symbol] = replace(one, hot=hot, guarantee_cold=guarantee)
        moved += one.value(hot - one.hot)
    return replace(plan, assets=assets), "", math.floor(moved), "yen moved to hot"


def _shortfall(plan: DayPlan, units: int) -> tuple[DayPlan, str, int, str]:
    one = plan.assets["BTC"]
    missing = one.missing + min(units, max(1, one.owed // 10))
    # A firm that lacks customers' coins has no own coins left among them.
    short = replace(one, missing=missing, buffer_cold=0, buffer_hot=0)
    return _with(plan, short), "BTC", missing - one.missing, "satoshi"


def _trust_gap(plan: DayPlan, _: Limits) -> tuple[DayPlan, str, int, str]:
    gap = min(TRUST_GAP, max(1, plan.money_owed // 10))
    return replace(plan, trust=plan.money_owed - gap), "JPY", gap, "yen"


def _guarantee_short(plan: DayPlan, limits: Limits) -> tuple[DayPlan, str, int, str]:
    one = plan.assets["ETH"]
    due = math.ceil(limits.guarantee_ratio * one.hot)
    gap = max(1, one.hot // 10)
    return _with(plan, replace(one, guarantee_cold=due - gap)), "ETH", gap, "wei"


def _guarantee_hot(plan: DayPlan, _: Limits) -> tuple[DayPlan, str, int, str]:
    one = plan.assets.get("XRP") or plan.assets["BTC"]
    hot = max(1, one.guarantee // 4)
    moved = replace(one, guarantee_cold=one.guarantee_cold - hot, guarantee_hot=one.guarantee_hot + hot)
    return _with(plan, moved), one.coin.symbol, hot, "smallest units"


def _buffer_excess(plan: DayPlan, _: Limits) -> tuple[DayPlan, str, int, str]:
    one = plan.assets["ETH"]
    over = max(1, one.buffer_limit // 10)
    mixed = replace(one, buffer_hot=one.buffer_limit + over - one.buffer_cold)
    return _with(plan, mixed), "ETH", over, "wei"


_CHANGES: Mapping[str, Change] = {
    "hot_excess": _hot_excess,
    "btc_shortfall": lambda plan, _: _shortfall(plan, BTC_SHORTFALL),
    "one_satoshi": lambda plan, _: _shortfall(plan, 1),
    "trust_gap": _trust_gap,
    "guarantee_short": _guarantee_short,
    "guarantee_hot": _guarantee_hot,
    "buffer_excess": _buffer_excess,
}
