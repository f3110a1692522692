"""book.toml of the sample: a firm that does not exist."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hozen.workflows.sample.coins import Coin
from hozen.workflows.sample.prices import SOURCE

BOOK = "sample"
FIRM = "Sample Exchange Hinode Co., Ltd."
FIRM_JA = "見本暗号資産取引所ひので株式会社"
SHARES = {"keeper_share_max": "0.6", "technology_share_max": "0.9"}  # well above what is used
# Calendar days: the auditor comes once a year, the custodian states each month.
OWNERSHIP = {"valid_days": 90, "statement_days": 40, "send_to_self_days": 400}
BUSINESS_DAYS = "bank"
YEAR_BEGINS = "04-01"  # the business year
WITHDRAWAL_DAYS = 3  # business days the firm promises its customers


def book_toml(limits: Mapping[Coin, int]) -> str:
    """The text; `limits` are the house limits of own coins among customers', in smallest units."""
    lines = [
        "# A made-up firm: hozen sample wrote this book.",
        f'book = "{BOOK}"',
        f'firm = "{FIRM}"',
        f'firm_ja = "{FIRM_JA}"',
        f'business_year_start = "{YEAR_BEGINS}"',
        f'business_days = "{BUSINESS_DAYS}"',
        f"withdrawal_days = {WITHDRAWAL_DAYS}",
        f'price_source = "{SOURCE}"',
        "",
        "[buffer_limits]  # coins of the firm's own that house rules allow in customers' wallets",
        *(f'{coin.symbol} = "{_coins(units, coin.decimals)}"' for coin, units in limits.items()),
        "",
        "[ownership]  # how many days evidence that a wallet is the firm's counts",
        *(f"{name} = {days}" for name, days in OWNERSHIP.items()),
        "",
        "[providers]  # largest shares of customers' crypto with one keeper, and under one technology",
        *(f'{name} = "{share}"' for name, share in SHARES.items()),
    ]
    return "\n".join(lines) + "\n"


def _coins(units: int, decimals: int) -> str:
    """Smallest units as a plain decimal, without zeros at its end."""
    text = f"{Decimal(units).scaleb(-decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
