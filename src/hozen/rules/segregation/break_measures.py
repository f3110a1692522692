"""The rows of evidence behind breaks, found in SQL; each has a cause and the units it explains.

A row's units are signed as a break is: below 0 where the wallets hold less than the ledger makes us expect.
The causes can be told apart because each looks at one thing only: where an address is listed, which asset moved,
whether its block stands, whether a statement is of the day, and what the ledger booked for the transaction.
Nothing is explained twice: a transfer in flight answers for its transaction, and a booking is compared with all that
moved in its transaction.
"""

from __future__ import annotations

from datetime import date

from hozen.records import Query
from hozen.records.one_address import SHARED_BALANCES, address_key
from hozen.rules.segregation.flight_time import IS_LATE, WITHOUT_END

BREAK_ROWS = "rows_of_breaks"
"""The view over the file of `break_rows`, which `break_sums` reads."""
_TABLES = (
    *("assets", "wallets", "wallet_balances", "prices", "transfers"),
    *("chain_cutoffs", "chain_events", "ledger_entries"),
)


# What each query begins with. `signed`: into an address is above 0. `place`: 1 a customers' wallet, -1 no wallet.
# `owned`: transactions that a transfer in flight answers for. `twin`: the transaction has a final event as well.
# `is_booked`: something is left of what was booked; an entry and the one that takes it back leave nothing.
_SEEN = f"""
    WITH places AS (
        SELECT {address_key("address")} AS address, max(keeper) AS keeper,
               max(CASE WHEN purpose = 'customer' THEN 1 ELSE 0 END) AS place
        FROM wallets GROUP BY {address_key("address")}
    ), booked AS (
        SELECT txid, asset, sum(CASE WHEN direction = 'credit' THEN units ELSE -units END) AS units,
               count(CASE WHEN direction = 'credit' THEN 1 END) AS credits
        FROM ledger_entries WHERE day <= :day GROUP BY txid, asset
    ), owned AS (
        SELECT coalesce(txid, transfer_id) AS txid, asset,
               sum(CASE WHEN seen_on = 'chain' THEN coalesce(fee_units, CAST(0 AS DECIMAL(38,0)))
                        ELSE CAST(0 AS DECIMAL(38,0)) END) AS fees,
               max(CASE WHEN seen_on = 'ledger' THEN 1 ELSE 0 END) AS is_ahead
        FROM transfers WHERE day = :day GROUP BY coalesce(txid, transfer_id), asset
    ), twins AS (
        SELECT DISTINCT txid, asset FROM chain_events WHERE day <= :day AND status = 'final'
    ), gone AS (
        SELECT DISTINCT txid, asset FROM chain_events WHERE day <= :day AND status = 'reorged'
    ), statements AS (
        SELECT keeper, chain, max(CAST(read_at + INTERVAL '9' HOUR AS DATE)) AS stands
        FROM chain_cutoffs WHERE day = :day AND keeper <> 'self' GROUP BY keeper, chain
    ), seen AS (
        SELECT e.day, e.txid, e.asset, e.address, e.kind, e.status, e.height, e.block_hash, e.caip19,
               CASE WHEN e.direction = 'in' THEN e.units ELSE -e.units END AS signed,
               coalesce(p.place, -1) AS place, p.keeper AS keeper, s.stands AS stands,
               coalesce(b.units <> 0, FALSE) AS is_booked, o.txid IS NOT NULL AS is_owned,
               t.txid IS NOT NULL AS has_twin,
               coalesce(lower(e.caip19) <> lower(a.caip19), FALSE) AS is_wrong
        FROM chain_events e
        JOIN assets a ON e.asset = a.asset
        LEFT JOIN places p ON {address_key("e.address")} = p.address
        LEFT JOIN booked b ON e.txid = b.txid AND e.asset = b.asset
        LEFT JOIN owned o ON e.txid = o.txid AND e.asset = o.asset
        LEFT JOIN twins t ON e.txid = t.txid AND e.asset = t.asset
        LEFT JOIN statements s ON p.keeper = s.keeper AND e.chain = s.chain
        WHERE e.day <= :day AND e.status <> 'pending' AND coalesce(p.place, -1) <> 0
    )"""

_GONE = "status = 'reorged' AND NOT has_twin AND is_booked AND NOT is_owned"
_WRONG = "status = 'final' AND is_wrong AND is_booked AND NOT is_owned"
_SOUND = "status = 'final' AND NOT is_wrong"

# Everything that one transaction moved, against what the ledger booked for it. `worth`: whole yen of what arrived.
_COMPARED = f"""
    , moved AS (
        SELECT txid, asset, max(address) AS address, max(height) AS height, max(block_hash) AS block_hash,
               sum(CASE WHEN kind = 'fee' THEN CAST(0 AS DECIMAL(38,0)) ELSE signed END) AS units,
               sum(CASE WHEN kind = 'fee' THEN signed ELSE CAST(0 AS DECIMAL(38,0)) END) AS fees
        FROM seen
        WHERE (kind IN ('transfer', 'fee') OR is_booked) AND NOT is_owned
              AND (({_SOUND}) OR ({_GONE}) OR ({_WRONG}))
        GROUP BY txid, asset
    ), compared AS (
        SELECT m.*, coalesce(b.units, CAST(0 AS DECIMAL(38,0))) AS booked, coalesce(b.credits, 0) AS credits,
               coalesce(b.units <> 0, FALSE) AS is_booked,
               mul_floor(CASE WHEN m.units > 0 THEN m.units ELSE CAST(0 AS DECIMAL(38,0)) END,
                         price_scaled(p.price, 18),
                         CAST(rpad('1', CAST(a.decimals AS INT) + 1, '0') AS DECIMAL(38,0)),
                         CAST('1000000000000000000' AS DECIMAL(38,0))) AS worth
        FROM moved m
        JOIN assets a ON m.asset = a.asset
        LEFT JOIN prices p ON m.asset = p.asset AND p.day = :day
        LEFT JOIN booked b ON m.txid = b.txid AND m.asset = b.asset
    ), judged AS (
        SELECT *,
            CASE WHEN booked = units OR booked = units + fees THEN ''
                 WHEN credits >= 2 AND units > 0 AND booked > units THEN 'double_credit'
                 WHEN is_booked AND units <> 0 AND booked <> 0
                      AND trim(TRAILING '0' FROM CAST(booked AS STRING))
                          = trim(TRAILING '0' FROM CAST(units AS STRING)) THEN 'decimals'
                 WHEN NOT is_booked AND units > 0 AND coalesce(worth < :dust, FALSE) THEN 'dust'
                 WHEN NOT is_booked AND units > 0 THEN 'missed_deposit'
                 ELSE '' END AS cause
        FROM compared
    )"""

_NO_BLOCK = "CAST(NULL AS BIGINT) AS height, CAST(NULL AS STRING) AS block_hash"
_KINDS = (
    "CASE WHEN kind IN ('stake', 'unstake') THEN 'staked' WHEN kind IN ('wrap', 'unwrap') THEN 'wrapped' "
    "ELSE 'airdrop_or_fork' END"
)

# Transfers in flight that are no longer, or never were: expired, or seen on a chain that has dropped their block.
# `owned_fees`: a fee that was paid counts once, in the transfer or in the ledger. Of a transfer that the chain alone has
# seen, all that is booked is its fee. One that the ledger has seen says that its fee is not paid yet.
_LATE = f"""
    , flights AS (
        SELECT t.asset, coalesce(t.txid, t.transfer_id) AS txid, t.direction, t.seen_on, t.expires,
               {IS_LATE} AS is_late, g.txid IS NOT NULL AND w.txid IS NULL AS is_gone,
               CASE WHEN (t.direction = 'deposit') = (t.seen_on = 'chain') THEN t.units ELSE -t.units END
               + CASE WHEN t.seen_on = 'chain' THEN -coalesce(t.fee_units, CAST(0 AS DECIMAL(38,0)))
                      ELSE coalesce(t.fee_units, CAST(0 AS DECIMAL(38,0))) END AS effect
        FROM transfers t
        LEFT JOIN gone g ON coalesce(t.txid, t.transfer_id) = g.txid AND t.asset = g.asset
        LEFT JOIN twins w ON coalesce(t.txid, t.transfer_id) = w.txid AND t.asset = w.asset
        WHERE t.day = :day
    ), late AS (
        SELECT asset,
               CASE WHEN is_gone THEN 'reorg'
                    WHEN direction = 'deposit' AND seen_on = 'chain' THEN 'missed_deposit'
                    ELSE 'expired_transfer' END AS cause,
               txid AS ref, CASE WHEN is_late THEN effect ELSE -effect END AS units, {_NO_BLOCK},
               concat(direction, ' seen on ', seen_on, CASE WHEN expires IS NULL THEN ''
                    ELSE concat(', to ', CAST(expires AS STRING)) END) AS note
        FROM flights
        WHERE (is_late AND NOT (is_gone AND seen_on = 'chain')) OR (NOT is_late AND is_gone AND seen_on = 'chain')
    ), paid AS (
        SELECT asset, txid, sum(signed) AS units, max(height) AS height, max(block_hash) AS block_hash
        FROM seen
        WHERE kind = 'fee' AND place = 1 AND is_owned AND {_SOUND}
        GROUP BY asset, txid
    ), owned_fees AS (
        SELECT p.asset, 'fee_not_booked' AS cause, p.txid AS ref,
               p.units + o.fees
               + CASE WHEN o.is_ahead = 1 OR b.units IS NULL OR b.units > 0 THEN CAST(0 AS DECIMAL(38,0))
                      WHEN b.units < p.units THEN -p.units ELSE -b.units END AS units,
               p.height, p.block_hash, 'not what the transfer and the ledger say' AS note
        FROM paid p
        JOIN owned o ON p.txid = o.txid AND p.asset = o.asset
        LEFT JOIN booked b ON p.txid = b.txid AND p.asset = b.asset
    ), doubled AS (
        SELECT asset, 'duplicate_address' AS cause, max(address) AS ref,
               sum(CASE WHEN purpose = 'customer' THEN twice ELSE CAST(0 AS DECIMAL(38,0)) END) AS units,
               max(block_height) AS height, max(block_hash) AS block_hash,
               concat(CAST(count(*) AS STRING), ' wallets, last ', max(wallet_id)) AS note
        FROM ({SHARED_BALANCES}) AS shared
        GROUP BY asset, chain, {address_key("address")}
    )"""

_PARTS = f"""
    SELECT asset, 'reorg' AS cause, txid AS ref, -signed AS units, height, block_hash,
           'booked, but its block is gone' AS note
    FROM seen WHERE kind IN ('transfer', 'fee') AND {_GONE}
    UNION ALL
    SELECT asset, 'wrong_asset', txid, -signed, height, block_hash, concat('what moved is ', caip19)
    FROM seen WHERE kind = 'transfer' AND {_WRONG}
    UNION ALL
    SELECT asset, 'unmapped_address', address, -sum(signed), max(height), max(block_hash),
           concat('no wallet has this address; last ', max(txid))
    FROM seen WHERE kind = 'transfer' AND place = -1 AND {_SOUND} GROUP BY asset, address
    UNION ALL
    SELECT asset, 'stale_statement', keeper, -sum(signed), max(height), max(block_hash),
           concat('the statement stands at ', CAST(max(stands) AS STRING), '; last ', max(txid))
    FROM seen WHERE place = 1 AND day > stands AND {_SOUND} GROUP BY asset, keeper
    UNION ALL
    SELECT asset, {_KINDS}, address, sum(signed), max(height), max(block_hash), concat('last ', max(txid))
    FROM seen WHERE kind NOT IN ('transfer', 'fee') AND place = 1 AND NOT is_booked AND {_SOUND}
    GROUP BY asset, {_KINDS}, address
    UNION ALL
    SELECT asset, 'fee_not_booked', txid, fees, height, block_hash, 'network fee that no entry books'
    FROM judged WHERE fees <> 0 AND booked <> units + fees
    UNION ALL
    SELECT asset, cause, txid, units - booked, height, block_hash,
           concat('moved ', CAST(units AS STRING), ', booked ', CAST(booked AS STRING))
    FROM judged WHERE cause <> ''
    UNION ALL SELECT * FROM owned_fees
    UNION ALL SELECT * FROM late
    UNION ALL SELECT * FROM doubled"""

_ALL = f"{_SEEN} {_COMPARED} {_LATE}"


def break_sums() -> Query:
    """(asset, cause, units, rows): what the rows of `break_rows` explain, each direction apart, from their file."""
    return Query(
        "break_sums",
        f"""
        SELECT asset, cause, sum(units) AS units, count(*) AS parts
        FROM {BREAK_ROWS}
        GROUP BY asset, cause, CASE WHEN units < 0 THEN 0 ELSE 1 END
        ORDER BY asset, cause, units
        """,
        (BREAK_ROWS,),
    )


def kept_break_rows() -> Query:
    """The rows of `break_rows` once more, from the view over their file."""
    return Query(
        "breaks",
        f"""
        SELECT asset, cause, ref, units, height, block_hash, note FROM {BREAK_ROWS}
        ORDER BY asset, cause, ref, units
        """,
        (BREAK_ROWS,),
    )


def break_rows(day: date, dust_yen: int, since: date = WITHOUT_END) -> Query:
    """The rows of evidence themselves: asset, cause, ref (transaction, address or keeper), units, block, note.

    `dust_yen`: what arrives unasked and is worth less is dust. It names a cause; it forgives no unit. A row of 0 units
    explains nothing and is left out. `since` as in `in_flight`.
    """
    return Query(
        "breaks",
        f"""
        {_ALL}
        SELECT asset, cause, ref, units, height, block_hash, note
        FROM ({_PARTS}) AS every
        WHERE units <> 0
        ORDER BY asset, cause, ref, units
        """,
        _TABLES,
        {"day": day, "dust": dust_yen, "seen_since": since},
    )
