"""The columns of the annual transaction report, and what each adds to the closing quantity.

年間取引報告書: seventeen columns of spot trades and five of margin trades, in the order in which registered exchanges
publish them. The yen's row mirrors the others: what was paid for coins was 'sold', what was got for them 'bought'.
"""

from __future__ import annotations

SPOT = (
    "opening_units",  # 年始数量
    "bought_units",  # JPY建て年中購入数量
    "bought_yen",  # JPY建て年中購入金額
    "bought_btc_units",  # BTC建て年中購入数量
    "bought_btc",  # BTC建て年中購入金額
    "sold_units",  # JPY建て年中売却数量
    "sold_yen",  # JPY建て年中売却金額
    "sold_btc_units",  # BTC建て年中売却数量
    "sold_btc",  # BTC建て年中売却金額
    "in_units",  # 移入数量
    "out_units",  # 移出数量
    "fee_units",  # 支払手数料
    "lent_units",  # 貸出数量
    "returned_units",  # 返却数量
    "lending_units",  # 貸出損益
    "closing_units",  # 年末数量
)
"""After 通貨名, the asset."""
MARGIN = (
    "margin_result_yen",  # 年中信用取引損益（円）, before fees
    "margin_fee_yen",  # 支払手数料（円）
    "long_units",  # 年末保有中買建玉
    "short_units",  # 年末保有中売建玉
)
"""After 通貨名, the asset."""
MARGIN_NET = "margin_net_yen"
"""In the yen's row: what margin trades of all assets added to the yen, after fees."""
ISSUED = (*SPOT, *MARGIN, MARGIN_NET)
"""Every figure of a line."""
SIGNS = {
    "opening_units": "+",
    "bought_units": "+",
    "bought_btc_units": "+",
    "sold_units": "-",
    "sold_btc_units": "-",
    "in_units": "+",
    "out_units": "-",
    "fee_units": "-",
    "lent_units": "-",
    "returned_units": "+",
    "lending_units": "+",
    MARGIN_NET: "+",
}
"""closing = opening + bought - sold + in - out - fee, and what is lent, returned and earned by lending."""
IN_YEN = ("bought_yen", "sold_yen", "margin_result_yen", "margin_fee_yen", MARGIN_NET)
IN_BTC = ("bought_btc", "sold_btc")
