"""Faults that can be planted on the sample's last day: what each breaks, by how much, and what must find it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction

from hozen.workflows.sample.chain_plants import CHAIN_PLANTS, SHORTAGE
from hozen.workflows.sample.errors import UnknownPlant
from hozen.workflows.sample.handled_plants import HANDLED_PLANTS
from hozen.workflows.sample.plant import Plant, Planted, Said

__all__ = [
    "BTC_SHORTFALL",
    "DAYS_LEFT",
    "DAYS_STALE",
    "HOT_EXCESS",
    "NET_ASSETS",
    "PLANTS",
    "SHORTAGE",
    "TRUST_GAP",
    "Plant",
    "Planted",
    "Said",
    "chosen",
]

BTC_SHORTFALL = 12_345_678  # satoshi
TRUST_GAP = 1_234_567  # yen
HOT_EXCESS = Fraction(1, 1000)  # of all customer crypto, above the limit
NET_ASSETS = -1_000_000  # yen
DAYS_LEFT = 14
DAYS_OVERDUE = 1
DAYS_STALE = 3  # business days


def _known(*plants: Plant) -> Mapping[str, Plant]:
    return {plant.name: plant for plant in plants}


# In the order in which they are planted: coins that are nowhere before coins that are hot, and what is hot before
# the guarantee that answers for it.
PLANTS: Mapping[str, Plant] = _known(
    Plant(
        "btc_shortfall",
        "Customers' BTC wallets hold 12,345,678 satoshi less than the ledger owes (fewer in a very small "
        "sample); the firm's own buffer is used up.",
        "顧客のBTCウォレット残高が帳簿より12,345,678 satoshi不足（ごく小さな見本ではより少ない）。自己の余裕分は使い切り。",
        "crypto-shortage",
        "plan",
        SHORTAGE,
    ),
    Plant(
        "one_satoshi",
        "Customers' BTC wallets hold exactly 1 satoshi less than the ledger owes; the buffer is used up.",
        "顧客のBTCウォレット残高が帳簿よりちょうど1 satoshi不足。自己の余裕分は使い切り。",
        "crypto-shortage",
        "plan",
        SHORTAGE,
    ),
    Plant(
        "trust_gap",
        "The trusts' principal is ¥1,234,567 below customers' money (a tenth of it in a small sample).",
        "信託元本が顧客の金銭の額を1,234,567円下回る（小さな見本では1割）。",
        "money-in-trust",
        "plan",
        "segregation.money_trust_cure_days",
    ),
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
        "guarantee_short",
        "Guarantee ETH is a tenth of the hot part below what is due; ledger and chain agree.",
        "履行保証のETHが必要量よりホット分の1割不足。帳簿とチェーンは一致。",
        "guarantee-quantity",
        "plan",
    ),
    Plant(
        "guarantee_hot",
        "A quarter of the guarantee XRP is kept in a hot wallet.",
        "履行保証のXRPの4分の1をホットウォレットに置く。",
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
        "keeper_unknown",
        "The first wallet at the custodian is in no link of the register on the last day.",
        "最終日に、カストディ先の最初のウォレットが委託先の登録簿のどの対象にもない。",
        "provider-unknown",
        "register",
    ),
    Plant(
        "provider_lapsed",
        "The custodian's registration lapsed on the last day.",
        "カストディ先の登録が最終日に失効している。",
        "provider-status",
        "register",
    ),
    Plant(
        "review_overdue",
        "The custodian's review counted until the day before the last.",
        "カストディ先の審査の期限が最終日の前日まで。",
        "provider-review",
        "register",
    ),
    *HANDLED_PLANTS,
    Plant(
        "unproven_wallet",
        "There is no evidence that the first BTC cold wallet is the firm's.",
        "BTCの第1コールドウォレットについて、自社の支配下にあることの証跡がない。",
        "wallet-ownership",
        "proof",
    ),
    Plant(
        "stale_evidence",
        "The evidence for the first ETH cold wallet counted until the day before the last.",
        "ETHの第1コールドウォレットの証跡の有効期限が最終日の前日まで。",
        "wallet-ownership",
        "proof",
    ),
    Plant(
        "foreign_signature",
        "The evidence for the second BTC cold wallet is a sound signature by somebody else's key.",
        "BTCの第2コールドウォレットの証跡が、正しい署名だが他人の鍵によるもの。",
        "wallet-ownership",
        "proof",
    ),
    Plant(
        "stale_statement_quiet",
        "The custodian's statement of its BTC stands three business days before the last day; nothing has moved since.",
        "カストディアンのBTCの明細の基準日が最終日の3営業日前。その後の移動はなく残高は一致。",
        "statement-age",
        "statement",
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
        "broken-parquet",
        "door",
    ),
    *CHAIN_PLANTS,
)


def chosen(names: Sequence[str]) -> tuple[Plant, ...]:
    """The plants of these names, in the registry's order. UnknownPlant for a name it lacks."""
    unknown = sorted(set(names) - set(PLANTS))
    if unknown:
        near = [one for name in unknown for one in get_close_matches(name, PLANTS, 1, 0.5)]
        raise UnknownPlant(
            f"no plant is called {', '.join(unknown)}",
            found=", ".join(unknown),
            expected="one of " + ", ".join(PLANTS),
            try_next=f"did you mean {', '.join(near)}?" if near else None,
        )
    return tuple(plant for name, plant in PLANTS.items() if name in names)
