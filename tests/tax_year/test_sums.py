"""Any trades and movements come to what plain addition says, customer by customer, on one line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from year_book import Row, move, owed, plain_lines, trade

from hozen.engine import Engine, open_engine
from hozen.records import BY_NAME
from hozen.workflows.sample.rows import typed_sql
from hozen.workflows.tax_year.calendar_year import CalendarYear
from hozen.workflows.tax_year.columns import ISSUED
from hozen.workflows.tax_year.lines_sql import lines
from hozen.workflows.tax_year.staged_sql import held, moved, traded

YEAR = CalendarYear.of(2026)
WHO, COINS = st.sampled_from(["C1", "C2", "house"]), st.sampled_from(["BTC", "ETH"])
CUSTOMER = st.sampled_from(["C1", "C2"])
UNITS = st.integers(0, 10**30)  # beyond 64 bits: 18 decimals
AT = st.sampled_from(
    [
        *("2025-12-31T14:59:59.999999Z", "2025-12-31T15:00:00Z", "2026-06-30T00:00:00Z"),
        *("2026-12-31T14:59:59.999999Z", "2026-12-31T15:00:00Z"),
    ]
)
TYPES = {"timestamp": "TIMESTAMP", "day": "DATE"} | dict.fromkeys(
    ("units", "yen", "btc_units", "amount", "cost"), "DECIMAL(38,0)"
)


@st.composite
def a_trade(draw: st.DrawFn) -> Row:
    buyer, seller = draw(st.permutations(["C1", "C2", "house"]))[:2]
    side, product = draw(st.sampled_from(["buy", "sell"])), draw(st.sampled_from(["spot", "spot", "margin"]))
    return trade(
        0, draw(AT), buyer, seller, draw(COINS), draw(UNITS), draw(UNITS), taker=side, product=product
    )


@st.composite
def a_move(draw: st.DrawFn) -> Row:
    kind = draw(
        st.sampled_from(next(one.choices for one in BY_NAME["customer_movements"].columns if one.choices))
    )
    yen = (
        str(draw(st.integers(-(10**12), 10**12))) if kind in ("grant", "margin_result", "margin_fee") else ""
    )
    btc = str(draw(st.integers(0, 10**10))) if "_for_btc" in kind else ""
    asset = "ETH" if btc else draw(COINS)
    return move(
        0, draw(AT), draw(CUSTOMER), asset, kind, 0 if kind.startswith("margin") else draw(UNITS), yen, btc
    )


def lay(engine: Engine, table: str, rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> None:
    """A typed view of the rows, with the legal day that the door would add."""
    types = {name: TYPES.get(name, "VARCHAR") for name in names}
    cells = [[row[name].removesuffix("Z") or None for name in names] for row in rows]
    day = "" if table == "customer_balances" else ", CAST(timestamp + INTERVAL '9' HOUR AS DATE) AS day"
    engine.view(table, f"SELECT *{day} FROM ({typed_sql(types, cells)}) AS t")


@settings(max_examples=20)
@given(
    trades=st.lists(a_trade(), max_size=6),
    moves=st.lists(a_move(), max_size=8),
    balances=st.dictionaries(
        st.tuples(st.sampled_from(["2025-12-31", "2026-12-31"]), CUSTOMER, COINS),
        UNITS.filter(bool),
        max_size=5,
    ),
)
def test_sql_says_what_plain_addition_says(
    trades: list[Row], moves: list[Row], balances: dict[tuple[str, str, str], int]
) -> None:
    tables = {
        "trades": trades,
        "customer_movements": moves,
        "customer_balances": [owed(*key, units) for key, units in balances.items()],
    }
    with open_engine("duckdb", "1GB", threads=1) as engine:
        for table, rows in tables.items():
            example = {"trades": trade, "customer_movements": move, "customer_balances": owed}[table]
            names = list(rows[0]) if rows else list(_empty(example))
            lay(engine, table, rows, names)
        for query in (traded(YEAR), moved(YEAR), held(YEAR, opens_empty=False)):
            engine.view(f"v_{query.name}", _bound(query.sql, query.parameters))
        found = engine.rows(lines("v_traded", "v_moved", "v_held"))
    told = {
        (str(row[1]), str(row[2])): Counter(
            {
                name: int(str(value))
                for name, value in zip((*ISSUED, "ledger_units"), row[3:-1], strict=True)
                if value
            }
        )
        for row in found
    }
    expected = {key: line for key, line in plain_lines(tables).items() if line}
    assert {key: line for key, line in told.items() if line} == expected
    for row in found:
        line = expected.get((str(row[1]), str(row[2])), Counter())
        assert row[-1] == line["closing_units"] - line["ledger_units"]


def _empty(example: object) -> Row:
    if example is owed:
        return owed("2026-12-31", "C1", "BTC", 0)
    return trade(0, "", "", "", "", 0, 0) if example is trade else move(0, "", "", "", "", 0)


def _bound(sql: str, parameters: Mapping[str, object]) -> str:
    for name in sorted(parameters, key=len, reverse=True):
        sql = sql.replace(f":{name}", f"'{parameters[name]}'")
    return sql
