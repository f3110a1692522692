"""What moved on customers' accounts in a year, so that trades and movements lead from one year-end to the next."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from hozen.engine import Engine
from hozen.values import JST
from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.job import Job

TRADES_A_YEAR = 10  # of each customer
_DAYS = 365
_DAY = 86_400_000_000  # microseconds
_FEE, _GRANT = 4, 25  # one customer in so many
_FEE_YEN, _GRANT_YEN = 800, 3_000
_NUMBER = "CAST(substr(customer_id, 2) AS BIGINT)"
_RESULT = 40  # a margin trade is settled within this part of its amount


def write_movements(job: Job) -> None:
    """Write `customer_movements`: fees, grants, margin results, and the transfers that make the year come out."""
    size, out = job.size, job.out
    out.say("customer_movements")
    view(out.engine, "year_trades", out.table("trades"))
    view(out.engine, "year_balances", out.table("customer_balances"))
    view(out.engine, "year_customers", out.table("customers"))
    out.whole("customer_movements", movements_sql(job.chance, size.balance_days[0], size.last_day))


def view(engine: Engine, name: str, source: str) -> None:
    """Name a source."""
    engine.view(name, f"SELECT * FROM {source}")


def movements_sql(chance: Chance, before: date, last: date) -> str:
    """Every movement in the order of ids. Amounts that the sample makes up come first; transfers take up the rest."""
    made = f"({_made(chance, last)})"
    needed = f"({_legs(before, last)} UNION ALL SELECT customer_id, money, -change FROM made)"
    on = chance.sql("moved on", f"{_NUMBER} * 1009 + ascii(asset) * 31 + ascii(kind)", _DAYS - 1)
    place = "row_number() OVER (ORDER BY customer_id, asset, kind)"
    return f"""
        WITH made AS MATERIALIZED {made}
        SELECT 'M' || lpad(CAST({place} AS VARCHAR), 10, '0') AS movement_id,
               make_timestamp({_midnight(last) + _DAY // 2} - {on} * {_DAY}) AS timestamp,
               customer_id, asset, kind, units, yen, CAST(NULL AS DECIMAL(38,0)) AS btc_units
        FROM (
            SELECT customer_id, asset, kind, units, yen FROM made
            UNION ALL
            SELECT customer_id, asset, CASE WHEN sum(need) > 0 THEN 'in' ELSE 'out' END AS kind,
                   CAST(abs(sum(need)) AS DECIMAL(38,0)) AS units, NULL AS yen
            FROM {needed} AS n(customer_id, asset, need) GROUP BY customer_id, asset HAVING sum(need) <> 0
        ) AS every
        ORDER BY customer_id, asset, kind"""


def _made(chance: Chance, last: date) -> str:
    """(customer_id, asset, kind, units, yen, money, change): `change` is what it adds to the asset `money`."""
    number = _NUMBER
    fee = f"CAST(1 + {chance.sql('fee', number, _FEE_YEN)} AS DECIMAL(38,0))"
    grant = f"CAST(1 + {chance.sql('grant', number, _GRANT_YEN)} AS DECIMAL(38,0))"
    result = f"CAST(cost // {_RESULT} AS DECIMAL(38,0)) * ({chance.sql('won', number, 3)} - 1)"
    zero, none = "CAST(0 AS DECIMAL(38,0))", "CAST(NULL AS DECIMAL(38,0))"
    margin = f"""(SELECT taker AS customer_id, asset, sum(cost) AS cost FROM year_trades
                  WHERE product = 'margin' AND {_in_year(last)} GROUP BY taker, asset)"""
    return f"""
        SELECT customer_id, 'JPY' AS asset, 'fee' AS kind, {fee} AS units, {none} AS yen, 'JPY' AS money, -{fee} AS change
        FROM year_customers WHERE {chance.sql("pays", number, _FEE)} = 0
        UNION ALL
        SELECT customer_id, 'JPY', 'grant', {grant}, {grant}, 'JPY', {grant}
        FROM year_customers WHERE {chance.sql("given", number, _GRANT)} = 0
        UNION ALL
        SELECT customer_id, asset, 'margin_result', {zero}, {result}, 'JPY', {result} FROM {margin} AS m
        UNION ALL
        SELECT customer_id, asset, 'margin_fee', {zero}, CAST(cost // 2000 AS DECIMAL(38,0)), 'JPY',
               -CAST(cost // 2000 AS DECIMAL(38,0)) FROM {margin} AS m"""


def _legs(before: date, last: date) -> str:
    """What balances gained, less what trades brought: that much came in (or, below 0, went out)."""
    legs = [
        f"SELECT customer_id, asset, CASE WHEN day = DATE '{last}' THEN units ELSE -units END FROM year_balances "
        f"WHERE day = DATE '{last}' OR day = DATE '{before}'"
    ]
    buyer, seller = (
        f"CASE WHEN side = '{side}' THEN taker ELSE maker END AS customer_id" for side in ("buy", "sell")
    )
    spot = f"product = 'spot' AND {_in_year(last)}"
    for who, asset, change in (
        (buyer, "asset", "-amount"),
        (seller, "asset", "amount"),
        (buyer, "'JPY'", "cost"),
        (seller, "'JPY'", "-cost"),
    ):
        legs.append(
            f"SELECT * FROM (SELECT {who}, {asset} AS asset, {change} AS need FROM year_trades WHERE {spot}) AS t "
            "WHERE customer_id <> 'house'"
        )
    return " UNION ALL ".join(legs)


def _in_year(last: date) -> str:
    begins, ends = _midnight(date(last.year, 1, 1)), _midnight(last) + _DAY
    return f"timestamp >= make_timestamp({begins}) AND timestamp < make_timestamp({ends})"


def _midnight(day: date) -> int:
    """The first instant of the legal day in Japan, in microseconds since 1970 in UTC."""
    start = datetime.combine(day, time(), JST).astimezone(UTC)
    return int((start - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * 1_000_000
