"""Which layouts are known, and from where: the venue's own paper, or another project's test data, with its commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hozen.workflows.tax.forms.annual_report import annual_report
from hozen.workflows.tax.forms.bitbank import bitbank_brokerage, bitbank_trades
from hozen.workflows.tax.forms.bitflyer import bitflyer
from hozen.workflows.tax.forms.ccxt import ccxt
from hozen.workflows.tax.forms.coincheck import coincheck_buys
from hozen.workflows.tax.forms.given import Form
from hozen.workflows.tax.forms.gmo import gmo
from hozen.workflows.tax.forms.trade_list import trade_list

_LAB = "github.com/tjackiet/bitbank-lab-cli 09ad3b445b43, cli/tax/import-csv"
_SUMMARY = "github.com/bee7813993/Crypto-Summary 9468696fc84a, samples"
_EUPHOLIO = "github.com/eupholio/eupholio 4163aa644ca8, pkg/bitflyer"


@dataclass(frozen=True, slots=True)
class Known:
    """知られた様式: how it is read, where its columns were seen, and how well: 'venue' for the venue's own publication,
    'samples' for several exports that others publish, 'sample' for one, 'ours' for a form of our own."""

    read: Form
    source: str
    seen: str


FORMS: Mapping[str, Known] = {
    "trades": Known(trade_list, "docs/how-to/work-out-a-tax-year.md", "ours"),
    "ccxt": Known(ccxt, "docs.ccxt.com, unified trade structure", "venue"),
    "bitflyer": Known(bitflyer, f"{_EUPHOLIO}; {_SUMMARY}/bitflyer/TradeHistory.csv", "samples"),
    "gmo": Known(gmo, f"{_SUMMARY}/gmo/2026_trading_report.csv", "sample"),
    "bitbank": Known(
        bitbank_trades, "user_spot_trades_*.csv, as the tests of three projects have it", "samples"
    ),
    "bitbank-brokerage": Known(bitbank_brokerage, f"{_LAB}/brokerage-columns.ts", "venue"),
    "coincheck-buys": Known(
        coincheck_buys, "github.com/eprbell/dali-rp2 a17f269ca815, input/test_coincheck_buys.csv", "sample"
    ),
    "annual-report": Known(annual_report, f"{_LAB}/annual-report-columns.ts", "venue"),
}
