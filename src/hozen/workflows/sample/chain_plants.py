"""Breaks between chain and ledger that can be planted: one for every cause that reconciliation tells."""

from __future__ import annotations

from hozen.workflows.sample.plant import Plant

SHORTAGE = "segregation.crypto_shortage_cure_days"
_OVER = "segregation.excess_mixing_cure_days"


def _plant(name: str, text: str, text_ja: str, cure: str, expects: str = "reconciliation") -> Plant:
    """`name` is the cause's own, with 'break_' before it."""
    return Plant(f"break_{name}", text, text_ja, expects, "chain", cure)


CHAIN_PLANTS = (
    _plant(
        "reorg",
        "A BTC deposit is credited, and its block is gone.",
        "入金処理済みのBTCの取引がブロックの再編成で消えた。",
        SHORTAGE,
    ),
    _plant(
        "wrong_asset",
        "A deposit is credited as ETH; what moved is a coin of another chain.",
        "別チェーンのコインの入金をETHとして入金処理した。",
        SHORTAGE,
    ),
    _plant(
        "unmapped_address",
        "Customers' XRP sits at an address of the firm's that no wallet names.",
        "顧客のXRPが、ウォレット一覧にない自社アドレスにある。",
        SHORTAGE,
    ),
    _plant(
        "duplicate_address",
        "One BTC address stands under two wallets and is counted twice.",
        "同じBTCアドレスが2つのウォレットに登録され、二重に数えられている。",
        _OVER,
    ),
    _plant(
        "stale_statement",
        "The custodian's statement stands at the day before; ETH has been moved there since.",
        "カストディアンの明細が前日時点で、その後に移したETHを含まない。",
        SHORTAGE,
        "reconciliation, statement-age",
    ),
    _plant(
        "staked",
        "Customers' ETH was staked and no entry says so.",
        "顧客のETHが未記帳のままステーキングされた。",
        SHORTAGE,
    ),
    _plant(
        "wrapped",
        "Customers' ETH was wrapped and no entry says so.",
        "顧客のETHが未記帳のままラップされた。",
        SHORTAGE,
    ),
    _plant(
        "airdrop_or_fork",
        "BTC wallets received coins of a fork.",
        "BTCウォレットがフォークによるコインを受け取った。",
        _OVER,
    ),
    _plant(
        "fee_not_booked", "A network fee in BTC is not booked.", "BTCのネットワーク手数料が未記帳。", SHORTAGE
    ),
    _plant("double_credit", "A BTC deposit is credited twice.", "BTCの入金を二重に処理した。", SHORTAGE),
    _plant(
        "decimals",
        "An XRP deposit is credited at ten times its amount.",
        "XRPの入金を10倍の数量で処理した。",
        SHORTAGE,
    ),
    _plant(
        "dust",
        "XRP worth ¥50 arrived and is credited to nobody.",
        "50円相当のXRPが届き、誰にも入金処理されていない。",
        _OVER,
    ),
    _plant(
        "missed_deposit",
        "An ETH deposit is credited to nobody.",
        "ETHの入金が誰にも処理されていない。",
        _OVER,
    ),
    _plant(
        "expired_transfer",
        "An ETH deposit was credited ahead of the chain and never came.",
        "先に入金処理したETHがチェーンに届かないまま期限切れ。",
        SHORTAGE,
    ),
    _plant(
        "unknown", "XRP is missing and nothing says why.", "XRPが不足し、原因を示す記録がない。", SHORTAGE
    ),
)
