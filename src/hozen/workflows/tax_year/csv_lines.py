"""The lines as CSV, one text a row: quantities in whole coins, column names as registered exchanges publish them."""

from __future__ import annotations

from pathlib import Path

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.tax_year.columns import IN_BTC, IN_YEN, ISSUED

HEADS = {
    "customer_id": "利用者ID",
    "report_number": "報告書番号",
    "asset": "通貨名",
    "opening_units": "年始数量",
    "bought_units": "JPY建て年中購入数量",
    "bought_yen": "JPY建て年中購入金額",
    "bought_btc_units": "BTC建て年中購入数量",
    "bought_btc": "BTC建て年中購入金額",
    "sold_units": "JPY建て年中売却数量",
    "sold_yen": "JPY建て年中売却金額",
    "sold_btc_units": "BTC建て年中売却数量",
    "sold_btc": "BTC建て年中売却金額",
    "in_units": "移入数量",
    "out_units": "移出数量",
    "fee_units": "支払手数料",
    "lent_units": "貸出数量",
    "returned_units": "返却数量",
    "lending_units": "貸出損益",
    "closing_units": "年末数量",
    "margin_result_yen": "年中信用取引損益（円）",
    "margin_fee_yen": "信用支払手数料（円）",
    "long_units": "年末保有中買建玉",
    "short_units": "年末保有中売建玉",
    "margin_net_yen": "信用取引の円受払",
}
"""What each column is called on paper and in the file."""
NOTICE = """\
CSVの数値は所得金額を記載するものではありません。取得価額の平均は、利用者のすべての取引所・ウォレットの
取引を通じて計算するため、一つの取引所の数値だけでは計算できません。

The figures of the CSV files do not state anybody's taxable income. The cost of what was sold is an average over
all exchanges and wallets that a customer uses; these figures know one of them.
"""
"""Goes beside the CSV files, whose form has no room for it."""


def write_csv(engine: Engine, lines: Path, path: Path) -> int:
    """The issued lines of a part; how many. The same lines give the same bytes on every engine."""
    source = engine.scan([lines], "parquet", {})
    count = 0
    with path.open("wb") as file:
        file.write((",".join(HEADS.values()) + "\n").encode())
        for batch in engine.stream(_texts(source)):
            count += batch.num_rows
            texts = batch.column(0).to_pylist()
            file.write("".join(f"{text}\n" for text in texts).encode())
    return count


def _texts(source: str) -> Query:
    cells = ", ".join(_cell(name) for name in ISSUED)
    return Query(
        "csv",
        f"""
        SELECT concat_ws(',', {_quoted("l.customer_id")}, CAST(l.report_number AS STRING), l.asset, {cells}) AS line
        FROM {source} AS l JOIN assets d ON l.asset = d.asset JOIN assets b ON b.asset = {_BTC}
        WHERE l.state <> 'earlier' ORDER BY l.bucket, l.customer_id, l.asset
        """,
        ("assets",),
    )


_BTC = "(SELECT coalesce(max(CASE WHEN asset = 'BTC' THEN asset END), 'JPY') FROM assets)"


def _cell(name: str) -> str:
    if name in IN_YEN:
        return f"CAST(l.{name} AS STRING)"
    return coins(f"l.{name}", "b.decimals" if name in IN_BTC else "d.decimals")


def coins(units: str, decimals: str) -> str:
    """SQL text of whole coins, every decimal shown: -1 at 8 decimals is -0.00000001. Nothing is 0, as most cells are."""
    digits = f"CAST(abs({units}) AS STRING)"
    places = f"CAST({decimals} AS INTEGER)"
    padded = f"CASE WHEN length({digits}) > {places} THEN {digits} ELSE lpad({digits}, {places} + 1, '0') END"
    whole = f"substr({padded}, 1, length({padded}) - {places})"
    sign = f"CASE WHEN {units} < 0 THEN '-' ELSE '' END"
    cut = f"concat({whole}, '.', right({padded}, {places}))"
    figure = f"concat({sign}, CASE WHEN {decimals} = 0 THEN {digits} ELSE {cut} END)"
    return f"CASE WHEN {units} = 0 THEN '0' ELSE {figure} END"


def _quoted(cell: str) -> str:
    """A cell as CSV has it: in quotes where it needs them."""
    doubled = f"replace({cell}, chr(34), chr(34) || chr(34))"
    needs = f"contains({cell}, ',') OR contains({cell}, chr(34))"
    return f"CASE WHEN {needs} THEN chr(34) || {doubled} || chr(34) ELSE {cell} END"
