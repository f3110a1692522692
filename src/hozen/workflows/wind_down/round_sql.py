"""配当の計算に使う問合せ: claims put into what is paid, and what each customer gets of it."""

from __future__ import annotations

from hozen.workflows.wind_down.terms import Terms

_NONE = "CAST(0 AS DECIMAL(38,0))"
_SCALE = "CAST('1000000000000000000' AS DECIMAL(38,0))"
_UNIT = "CAST(rpad('1', CAST(p.decimals AS INT) + 1, '0') AS DECIMAL(38,0))"
MONEY = "JPY"


def value(units: str) -> str:
    """Whole yen of a quantity at the round's price, rounded down (端数切捨て)."""
    return f"mul_floor({units}, price_scaled(p.price, 18), {_UNIT}, {_SCALE})"


def conversion_select(terms: Terms, at_distribution: bool) -> str:
    """(asset, decimals, price): the price at which each asset's claims and coins become yen."""
    names = [asset for asset, moment in terms.conversion_of.items() if moment == "distribution"]
    listed = ", ".join(f"'{one}'" for one in names if one.replace(".", "").isalnum()) or "''"
    later = "TRUE" if terms.conversion == "distribution" else f"s.asset IN ({listed})"
    price = (
        f"CASE WHEN {later} THEN coalesce(d.price, s.price) ELSE s.price END"
        if at_distribution
        else "s.price"
    )
    join = "LEFT JOIN prices_of_round d ON d.asset = s.asset" if at_distribution else ""
    return f"SELECT s.asset, s.decimals, {price} AS price FROM sealed_prices s {join}"


def parts_select(terms: Terms) -> str:
    """(customer_id, asset, payable, reserved) in units: what takes part, and what of it is kept back until it is settled.

    In dispute is always kept back. What nobody filed is paid, kept back or left out, as the terms say.
    """
    unfiled = {
        "count": ("unclaimed_units", _NONE),
        "hold": (_NONE, "unclaimed_units"),
        "leave_out": (_NONE, _NONE),
    }
    pay, keep = unfiled[terms.unfiled]
    late = "AND NOT is_late" if terms.late == "leave_out" else ""
    return f"""
        SELECT customer_id, asset, net_units + {pay} AS payable, disputed_units + {keep} AS reserved
        FROM register WHERE net_units + {pay} + disputed_units + {keep} > 0 {late}
    """


def claims_select(terms: Terms) -> str:
    """(bucket, customer_id, payable, reserved): in yen all together when pooled, else asset by asset in units."""
    if not terms.pooled:
        return "SELECT asset AS bucket, customer_id, payable, reserved FROM parts"
    return f"""
        SELECT '{MONEY}' AS bucket, c.customer_id, CAST(sum({value("c.payable")}) AS DECIMAL(38,0)) AS payable,
               CAST(sum({value("c.reserved")}) AS DECIMAL(38,0)) AS reserved
        FROM parts c JOIN conversion p ON p.asset = c.asset GROUP BY c.customer_id
    """


def groups_select(terms: Terms) -> str:
    """(customer_id, person): whose accounts share a base payment; accounts are never merged, only the base is shared."""
    if terms.linked == "apart":
        return "SELECT DISTINCT customer_id, customer_id AS person FROM claims_of_round"
    return """
        WITH RECURSIVE reached(customer_id, other) AS (
            SELECT customer_id, customer_id FROM (SELECT DISTINCT customer_id FROM claims_of_round) AS each_one
            UNION
            SELECT r.customer_id, CASE WHEN l.one = r.other THEN l.other ELSE l.one END
            FROM reached r JOIN open_links l ON l.one = r.other OR l.other = r.other
        )
        SELECT customer_id, min(other) AS person FROM reached GROUP BY customer_id
    """


CREDITORS = f"""
    SELECT c.bucket, g.person AS claim_id, CAST(sum(c.payable + c.reserved) AS DECIMAL(38,0)) AS units,
           CAST(sum(coalesce(b.units, {_NONE})) AS DECIMAL(38,0)) AS paid,
           count(e.customer_id) > 0 AS early
    FROM claims_of_round c JOIN persons g ON g.customer_id = c.customer_id
    LEFT JOIN paid_before b ON b.bucket = c.bucket AND b.customer_id = c.customer_id
    LEFT JOIN early_choosers e ON e.customer_id = c.customer_id
    GROUP BY c.bucket, g.person
"""
"""(bucket, claim_id, units, paid, early): what `distribute` reckons on, a row a person."""


def due_select(minimum: int) -> str:
    """(bucket, customer_id, claim, due, reserve, before, deferred, pay): what is due in all, and now, account by account.

    A person's due is shared between accounts by their claims, rounded down, what that leaves to the largest. The part
    that answers for what is not settled is kept back, rounded up. A payment below the minimum waits.
    """
    one = "CAST(1 AS DECIMAL(38,0))"
    return f"""
        SELECT bucket, customer_id, claim, due, before,
               CASE WHEN due > settled AND due > before THEN due - greatest(settled, before) ELSE {_NONE} END AS reserve,
               CASE WHEN settled - before < {max(minimum, 1)} AND settled > before THEN settled - before
                    ELSE {_NONE} END AS deferred,
               CASE WHEN settled - before >= {max(minimum, 1)} THEN settled - before ELSE {_NONE} END AS pay
        FROM (
            SELECT bucket, customer_id, claim, before, due,
                   CASE WHEN claim = payable THEN due
                        WHEN claim > 0 THEN mul_floor(payable, due, claim, {one}) ELSE {_NONE} END AS settled
            FROM (
                SELECT bucket, customer_id, claim, payable, before,
                       CASE WHEN n = 1 THEN entitled - sum(part) OVER (PARTITION BY bucket, person) + part
                            ELSE part END AS due
                FROM (
                    SELECT c.bucket, c.customer_id, g.person, c.payable, c.payable + c.reserved AS claim,
                           coalesce(b.units, {_NONE}) AS before, d.entitled,
                           CASE WHEN w.units = c.payable + c.reserved THEN d.entitled
                                WHEN w.units > 0 THEN mul_floor(c.payable + c.reserved, d.entitled, w.units, {one})
                                ELSE {_NONE} END AS part,
                           row_number() OVER (PARTITION BY c.bucket, g.person
                                              ORDER BY c.payable + c.reserved DESC, c.customer_id) AS n
                    FROM claims_of_round c JOIN persons g ON g.customer_id = c.customer_id
                    JOIN entitled d ON d.bucket = c.bucket AND d.claim_id = g.person
                    JOIN creditors w ON w.bucket = c.bucket AND w.claim_id = g.person
                    LEFT JOIN paid_before b ON b.bucket = c.bucket AND b.customer_id = c.customer_id
                ) AS with_part
            ) AS with_due
        ) AS with_settled
    """


PAID_BEFORE = """
    SELECT asset AS bucket, customer_id, CAST(sum(pay_units) AS DECIMAL(38,0)) AS units
    FROM shares GROUP BY asset, customer_id
"""


SUMS_OF_BUCKET = """
    SELECT CAST(sum(claim) AS DECIMAL(38,0)), CAST(sum(pay) AS DECIMAL(38,0)), CAST(sum(reserve) AS DECIMAL(38,0)),
           CAST(sum(deferred) AS DECIMAL(38,0)), count(*)
    FROM dues WHERE bucket = :bucket
"""
SUM_BEFORE = "SELECT CAST(sum(units) AS DECIMAL(38,0)) FROM paid_before WHERE bucket = :bucket"
SUM_GONE = """
    SELECT CAST(sum(b.units) AS DECIMAL(38,0)) FROM paid_before b WHERE b.bucket = :bucket AND NOT EXISTS (
        SELECT 1 FROM claims_of_round c WHERE c.bucket = b.bucket AND c.customer_id = b.customer_id)
"""


def new_shares_select(number: int) -> str:
    """The shares of a round as its file has them."""
    return (
        f"SELECT CAST({number} AS BIGINT) AS round, customer_id, bucket AS asset, claim AS claim_units, "
        "due AS due_units, before AS before_units, pay AS pay_units, reserve AS reserve_units, "
        "deferred AS deferred_units FROM dues"
    )


def holders_select(terms: Terms) -> str:
    """(bucket, customer_id, holder, weight): what others than the customer hold of a customer's claims."""
    if not terms.pooled:
        return f"""
            SELECT asset AS bucket, customer_id, holder, units AS weight FROM moved
            WHERE holder <> customer_id AND units > {_NONE}
        """
    return f"""
        SELECT '{MONEY}' AS bucket, m.customer_id, m.holder,
               CAST(sum({value("m.units")}) AS DECIMAL(38,0)) AS weight
        FROM moved m JOIN conversion p ON p.asset = m.asset
        WHERE m.holder <> m.customer_id AND m.units > {_NONE} GROUP BY m.customer_id, m.holder
    """


def payments_select(number: int, case: str) -> str:
    """(round, payment, customer_id, holder, asset, units): each holder's part rounded down, the rest the customer's own."""
    part = "mul_floor(s.pay_units, h.weight, c.payable, CAST(1 AS DECIMAL(38,0)))"
    return f"""
        SELECT CAST({number} AS BIGINT) AS round,
               md5(concat('{case}|{number}|', customer_id, '|', holder, '|', asset)) AS payment,
               customer_id, holder, asset, units
        FROM (
            SELECT s.customer_id, h.holder, s.asset, {part} AS units
            FROM new_shares s JOIN holders h ON h.bucket = s.asset AND h.customer_id = s.customer_id
            JOIN claims_of_round c ON c.bucket = s.asset AND c.customer_id = s.customer_id
            UNION ALL
            SELECT s.customer_id, s.customer_id, s.asset, s.pay_units - coalesce(o.units, {_NONE})
            FROM new_shares s LEFT JOIN (
                SELECT s.asset, s.customer_id, CAST(sum({part}) AS DECIMAL(38,0)) AS units
                FROM new_shares s JOIN holders h ON h.bucket = s.asset AND h.customer_id = s.customer_id
                JOIN claims_of_round c ON c.bucket = s.asset AND c.customer_id = s.customer_id
                GROUP BY s.asset, s.customer_id
            ) o ON o.asset = s.asset AND o.customer_id = s.customer_id
        ) AS each_holder
        WHERE units > {_NONE} ORDER BY asset, customer_id, holder
    """
