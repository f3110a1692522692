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
    """(asset, decimals, price): the price at which each asset's claims and coins become yen.

    A fork has the price of the round, else the one that was declared; without either it has no row. What converts at
    distribution has no price but that of the round: the sealed one would be another in silence.
    """
    names = [asset for asset, moment in terms.conversion_of.items() if moment != terms.conversion]
    listed = ", ".join(f"'{one}'" for one in names) or "''"
    later = f"s.asset {'NOT IN' if terms.conversion == 'distribution' else 'IN'} ({listed})"
    price = (
        f"CASE WHEN {later} AND s.asset <> '{MONEY}' THEN d.price ELSE s.price END"
        if at_distribution
        else "s.price"
    )
    join = "LEFT JOIN prices_of_round d ON d.asset = s.asset" if at_distribution else ""
    forked = "coalesce(d.price, s.price)" if at_distribution else "s.price"
    return f"""
        SELECT s.asset, s.decimals, {price} AS price FROM sealed_prices s {join}
        UNION ALL
        SELECT s.asset, s.decimals, {forked}
        FROM (SELECT child AS asset, decimals, price FROM forks_now) s {join} WHERE {forked} IS NOT NULL
    """


def parts_select(terms: Terms) -> str:
    """(customer_id, asset, priority, payable, reserved) in units: what takes part, and what of it is kept back until
    it is settled.

    In dispute is always kept back. What nobody filed is paid, kept back or left out, as the terms say.
    """
    pay, keep, late = taking_part(terms)
    return f"""
        SELECT customer_id, asset, CASE WHEN priority = '' THEN '{terms.unnamed}' ELSE priority END AS priority,
               net_units + {pay} AS payable, disputed_units + {keep} AS reserved
        FROM register WHERE net_units + {pay} + disputed_units + {keep} > 0 {late}
    """


def taking_part(terms: Terms) -> tuple[str, str, str]:
    """What of an unfiled claim is paid, what of it is kept back, and the condition on late ones."""
    unfiled = {
        "count": ("unclaimed_units", _NONE),
        "hold": (_NONE, "unclaimed_units"),
        "leave_out": (_NONE, _NONE),
    }
    return *unfiled[terms.unfiled], "AND NOT is_late" if terms.late == "leave_out" else ""


def claims_select(terms: Terms) -> str:
    """(bucket, customer_id, priority, place, payable, reserved): in yen, class by class, when pooled, else in units."""
    if not terms.pooled:
        return f"SELECT asset AS bucket, customer_id, priority, {_place(terms)} AS place, payable, reserved FROM parts"
    return f"""
        SELECT '{MONEY}' AS bucket, c.customer_id, c.priority, {_place(terms)} AS place,
               CAST(sum({value("c.payable")}) AS DECIMAL(38,0)) AS payable,
               CAST(sum({value("c.reserved")}) AS DECIMAL(38,0)) AS reserved
        FROM parts c JOIN conversion p ON p.asset = c.asset GROUP BY c.customer_id, c.priority
    """


def _place(terms: Terms) -> str:
    """The place of a claim's class in the order of the terms; no place where they do not have it."""
    cases = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(terms.classes))
    return f"CAST(CASE priority {cases} END AS BIGINT)"


CLASS_WITHOUT_PLACE = (
    "SELECT customer_id, priority FROM claims_of_round WHERE place IS NULL ORDER BY 1, 2 LIMIT 1"
)


EARLY_IN_DOUBT = """
    SELECT g.person, min(e.customer_id), min(CASE WHEN e.customer_id IS NULL THEN g.customer_id END)
    FROM persons g LEFT JOIN early_choosers e ON e.customer_id = g.customer_id
    GROUP BY g.person HAVING count(e.customer_id) > 0 AND count(e.customer_id) < count(*) ORDER BY g.person LIMIT 1
"""
"""A person whose accounts do not all choose the early lump sum, one that chose it, and one that did not."""


def creditors_select(terms: Terms) -> str:
    """(bucket, person, place, claim_id, units, paid, early): what `distribute` reckons on, a row a person and class."""
    named = "g.person" if len(terms.classes) == 1 else "concat(g.person, '|', CAST(c.place AS STRING))"
    return f"""
        SELECT c.bucket, g.person, c.place, {named} AS claim_id,
               CAST(sum(c.payable + c.reserved) AS DECIMAL(38,0)) AS units,
               CAST(sum(coalesce(b.units, {_NONE})) AS DECIMAL(38,0)) AS paid,
               count(e.customer_id) > 0 AS early
        FROM claims_of_round c JOIN persons g ON g.customer_id = c.customer_id
        LEFT JOIN paid_before b ON b.bucket = c.bucket AND b.customer_id = c.customer_id AND b.place = c.place
        LEFT JOIN early_choosers e ON e.customer_id = c.customer_id
        GROUP BY c.bucket, g.person, c.place
    """


def due_select(minimum: int) -> str:
    """(bucket, customer_id, priority, claim, due, reserve, before, deferred, pay): due in all, and now, by account and class.

    The part that answers for what is not settled is kept back, rounded up. A payment below the minimum waits.
    """
    one = "CAST(1 AS DECIMAL(38,0))"
    return f"""
        SELECT bucket, customer_id, priority, claim, due, before,
               CASE WHEN due > settled AND due > before THEN due - greatest(settled, before) ELSE {_NONE} END AS reserve,
               CASE WHEN settled - before < {max(minimum, 1)} AND settled > before THEN settled - before
                    ELSE {_NONE} END AS deferred,
               CASE WHEN settled - before >= {max(minimum, 1)} THEN settled - before ELSE {_NONE} END AS pay
        FROM (
            SELECT bucket, customer_id, priority, claim, before, due,
                   CASE WHEN claim = payable THEN due
                        WHEN claim > 0 THEN mul_floor(payable, due, claim, {one}) ELSE {_NONE} END AS settled
            FROM ({_due_by_account(one)}) AS with_due
        ) AS with_settled
    """


def _due_by_account(one: str) -> str:
    """A person's due shared between accounts by their claims, rounded down, a unit of the rest to each of the largest.

    An account that had more before keeps it; the others share what is new, so that the person never gets more than is due.
    """
    return f"""
        SELECT bucket, customer_id, priority, claim, payable, before,
               CASE WHEN mores <= fresh THEN before + more
                    WHEN fresh > 0 AND more > 0 THEN before + mul_floor(more, fresh, mores, {one})
                    ELSE before END AS due
        FROM (
            SELECT *, CAST(sum(more) OVER (PARTITION BY bucket, person, priority) AS DECIMAL(38,0)) AS mores,
                   CAST(entitled - sum(before) OVER (PARTITION BY bucket, person, priority) AS DECIMAL(38,0)) AS fresh
            FROM (
                SELECT *, CASE WHEN wanted > before THEN wanted - before ELSE {_NONE} END AS more
                FROM (
                    SELECT *, part + CASE WHEN part < claim AND n <= entitled - sum(part) OVER (
                        PARTITION BY bucket, person, priority) THEN {one} ELSE {_NONE} END AS wanted
                    FROM ({_parts_of_persons(one)}) AS with_part
                ) AS with_wanted
            ) AS with_more
        ) AS with_sums
    """


def _parts_of_persons(one: str) -> str:
    """Each account's part of its person's due, rounded down, with the account's place among the person's by size."""
    return f"""
        SELECT c.bucket, c.customer_id, c.priority, g.person, c.payable, c.payable + c.reserved AS claim,
               coalesce(b.units, {_NONE}) AS before, d.entitled,
               CASE WHEN w.units = c.payable + c.reserved THEN d.entitled
                    WHEN w.units > 0 THEN mul_floor(c.payable + c.reserved, d.entitled, w.units, {one})
                    ELSE {_NONE} END AS part,
               row_number() OVER (PARTITION BY c.bucket, g.person, c.place
                                  ORDER BY c.payable + c.reserved DESC, c.customer_id) AS n
        FROM claims_of_round c JOIN persons g ON g.customer_id = c.customer_id
        JOIN creditors w ON w.bucket = c.bucket AND w.person = g.person AND w.place = c.place
        JOIN entitled d ON d.bucket = c.bucket AND d.claim_id = w.claim_id
        LEFT JOIN paid_before b
          ON b.bucket = c.bucket AND b.customer_id = c.customer_id AND b.place = c.place
    """


_PAID_NAMED = """
    SELECT s.asset AS bucket, s.customer_id, coalesce(same.place, other.place) AS place,
           CAST(sum(s.pay_units) AS DECIMAL(38,0)) AS units
    FROM shares s
    LEFT JOIN claims_of_round same
      ON same.bucket = s.asset AND same.customer_id = s.customer_id AND same.priority = s.priority
    LEFT JOIN (SELECT bucket, customer_id, min(place) AS place FROM claims_of_round GROUP BY bucket, customer_id) other
      ON other.bucket = s.asset AND other.customer_id = s.customer_id
    GROUP BY s.asset, s.customer_id, coalesce(same.place, other.place)
"""
"""What was paid in a class of which the customer has no claim any more counts on the first that is left."""
PAID_BEFORE = f"""
    WITH paid_named AS ({_PAID_NAMED})
    SELECT bucket, customer_id, place, units FROM paid_named WHERE place IS NULL
    UNION ALL
    SELECT bucket, customer_id, place, units FROM (
        SELECT bucket, customer_id, place,
               CAST(least(units, claim)
                    + CASE WHEN beyond > earlier THEN least(space, beyond - earlier) ELSE {_NONE} END
                    + CASE WHEN n = 1 AND beyond > spaces THEN beyond - spaces ELSE {_NONE} END AS DECIMAL(38,0)) AS units
        FROM (
            SELECT *, sum(space) OVER (PARTITION BY bucket, customer_id) AS spaces,
                   sum(space) OVER (PARTITION BY bucket, customer_id ORDER BY place) - space AS earlier,
                   sum(units - least(units, claim)) OVER (PARTITION BY bucket, customer_id) AS beyond,
                   row_number() OVER (PARTITION BY bucket, customer_id ORDER BY place) AS n
            FROM (
                SELECT c.bucket, c.customer_id, c.place, c.payable + c.reserved AS claim,
                       coalesce(p.units, {_NONE}) AS units,
                       c.payable + c.reserved - least(c.payable + c.reserved, coalesce(p.units, {_NONE})) AS space
                FROM claims_of_round c LEFT JOIN paid_named p
                  ON p.bucket = c.bucket AND p.customer_id = c.customer_id AND p.place = c.place
            ) AS each_class
        ) AS with_sums
    ) AS dealt_over WHERE units > {_NONE}
"""
"""What was paid in a class beyond the claim that is left in it counts on the customer's other classes, in their order."""


SUMS_BY_BUCKET = """
    SELECT bucket, CAST(sum(claim) AS DECIMAL(38,0)), CAST(sum(pay) AS DECIMAL(38,0)),
           CAST(sum(reserve) AS DECIMAL(38,0)), CAST(sum(deferred) AS DECIMAL(38,0)), count(DISTINCT customer_id)
    FROM dues GROUP BY bucket ORDER BY bucket
"""
BEFORE_BY_BUCKET = f"""
    SELECT bucket, CAST(sum(units) AS DECIMAL(38,0)),
           CAST(sum(CASE WHEN place IS NULL THEN units ELSE {_NONE} END) AS DECIMAL(38,0))
    FROM paid_before GROUP BY bucket ORDER BY bucket
"""
"""(bucket, units, units paid to those who have no claim any more)."""
SUM_BEFORE = "SELECT CAST(sum(units) AS DECIMAL(38,0)) FROM paid_before WHERE bucket = :bucket"
CLASSES_OF_ROUND = """
    SELECT bucket, priority, count(*), CAST(sum(claim) AS DECIMAL(38,0)), CAST(sum(due) AS DECIMAL(38,0)),
           CAST(sum(pay) AS DECIMAL(38,0)), CAST(sum(reserve) AS DECIMAL(38,0))
    FROM dues GROUP BY bucket, priority ORDER BY bucket, priority
"""


def new_shares_select(number: int) -> str:
    """The shares of a round as its file has them."""
    return (
        f"SELECT CAST({number} AS BIGINT) AS round, customer_id, bucket AS asset, priority, claim AS claim_units, "
        "due AS due_units, before AS before_units, pay AS pay_units, reserve AS reserve_units, "
        "deferred AS deferred_units FROM dues"
    )
