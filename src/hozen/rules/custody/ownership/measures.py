"""Queries that yield the ownership facts, and the rows behind them.

They read `wallet_evidence_weighed` besides the book's tables: one row per piece of evidence with what it is worth on
the day, which the workflow makes before they run. Pieces that differ in nothing that weighs are weighed once.
"""

from __future__ import annotations

from datetime import date

from hozen.records import Query
from hozen.records.sql_words import whole_match

PIECES = "wallet_evidence_pieces"  # as `evidence_of_counted` has them
ANSWERS = "wallet_evidence_answers"  # alike, stands, reason, fresh_until
WEIGHED = "wallet_evidence_weighed"  # wallet_id, kind, made_on, stands, reason, fresh_until
_COUNTED = """
    SELECT DISTINCT w.wallet_id AS wallet_id, w.address AS address, w.chain AS chain, w.purpose AS purpose,
           w.keeper AS keeper
    FROM wallet_balances b JOIN wallets w ON b.wallet_id = w.wallet_id
    WHERE b.day = :day AND b.units > 0 AND w.purpose IN ('customer', 'guarantee')
"""
_BEST = f"""
    SELECT c.wallet_id, c.address, c.chain, c.purpose, c.keeper, coalesce(e.stands, 'missing') AS stands,
           e.kind, e.made_on, e.reason, e.fresh_until
    FROM ({_COUNTED}) c LEFT JOIN (
        SELECT * FROM (
            SELECT *, row_number() OVER (
                PARTITION BY wallet_id
                ORDER BY CASE stands WHEN 'fresh' THEN 0 ELSE 1 END, CASE stands WHEN 'expired' THEN 0 ELSE 1 END,
                         coalesce(fresh_until, made_on) DESC, made_on DESC, kind
            ) AS place
            FROM {WEIGHED}
        ) AS ordered WHERE place = 1
    ) e ON c.wallet_id = e.wallet_id
"""
# The same file or transaction for the same wallet, whichever days are written beside it.
_FIRST = """
    SELECT wallet_id, kind, coalesce(txid, file_sha256) AS what, min(made_on) AS first_on FROM wallet_evidence
    WHERE kind IN ('custodian_statement', 'send_to_self') GROUP BY wallet_id, kind, coalesce(txid, file_sha256)
"""
_TABLES = ("wallet_balances", "wallets", WEIGHED)


def wallets_by_evidence(day: date) -> Query:
    """(keeper, stands, word, wallets): each wallet counted in the close once, by the best evidence for it.

    `word` is the kind of what is fresh, the reason of what is refused, else ''.
    """
    word = "CASE stands WHEN 'fresh' THEN kind WHEN 'refused' THEN reason ELSE '' END"
    return Query(
        "wallets_by_evidence",
        f"""
        SELECT keeper, stands, {word} AS word, count(*) AS wallets
        FROM ({_BEST}) AS best
        GROUP BY keeper, stands, {word}
        ORDER BY keeper, stands, word
        """,
        _TABLES,
        {"day": day},
    )


def ownership_rows(day: date) -> Query:
    """Each wallet counted in the close with the best evidence for it; those without fresh evidence first."""
    return Query(
        "wallet-ownership",
        f"""
        SELECT wallet_id, address, chain, purpose, keeper, stands, kind, made_on, reason, fresh_until
        FROM ({_BEST}) AS best
        ORDER BY CASE stands WHEN 'fresh' THEN 1 ELSE 0 END, keeper, wallet_id
        """,
        _TABLES,
        {"day": day},
    )


def _plain(address: str) -> str:
    """An address as it is compared: capitals of a hexadecimal one are a checksum."""
    return f"CASE WHEN {whole_match(address, '0x[0-9a-fA-F]*')} THEN lower({address}) ELSE {address} END"


_SIGNED = "kind NOT IN ('custodian_statement', 'send_to_self')"
# Signatures, and what calls itself hexadecimal and is not, are each weighed alone.
_ODD = " OR ".join(
    f"({address} LIKE '0x%' AND NOT {whole_match(address, '0x[0-9a-fA-F]*')})"
    for address in ("from_address", "wallet_address", "coalesce(to_address, '')")
)
_WEIGHS = f"""
    kind, made_on, valid_until, first_on, keeper, checked_by IS NULL, file_sha256 IS NULL, txid IS NULL,
    coalesce(units, 0) > 0, {_plain("from_address")} = {_plain("wallet_address")},
    coalesce({_plain("to_address")} = {_plain("from_address")}, FALSE),
    CASE WHEN {_SIGNED} OR {_ODD} THEN wallet_id END
"""


def evidence_of_counted(day: date) -> Query:
    """Every piece of evidence for wallets counted in the close; pieces of one number `alike` weigh the same.

    (alike, place, wallet_id, kind, made_on, valid_until, wallet_address, keeper, address, challenge, signature,
    file_sha256, checked_by, txid, units, to_address, first_on). `alike` is counted from 1 without a gap, `place` too
    within it.
    """
    return Query(
        "evidence_of_counted",
        f"""
        SELECT alike, row_number() OVER (PARTITION BY alike ORDER BY wallet_id) AS place, wallet_id, kind, made_on,
               valid_until, wallet_address, keeper, address, challenge, signature, file_sha256, checked_by, txid,
               units, to_address, first_on
        FROM (
            SELECT *, dense_rank() OVER (ORDER BY {_WEIGHS}) AS alike FROM (
                SELECT e.wallet_id, e.kind, e.made_on, e.valid_until, c.address AS wallet_address, c.keeper, e.address,
                       e.challenge, e.signature, e.file_sha256, e.checked_by, e.txid, e.units, e.to_address,
                       f.first_on, coalesce(e.address, c.address) AS from_address
                FROM wallet_evidence e JOIN ({_COUNTED}) c ON e.wallet_id = c.wallet_id
                LEFT JOIN ({_FIRST}) f
                    ON f.wallet_id = e.wallet_id AND f.kind = e.kind AND f.what = coalesce(e.txid, e.file_sha256)
            ) AS piece
        ) AS ranked
        ORDER BY alike, place
        """,
        ("wallet_evidence", "wallet_balances", "wallets"),
        {"day": day},
    )


def evidence_to_weigh(after: int, most: int) -> Query:
    """One piece of each number beyond `after`, at most `most` of them in order; columns as `evidence_of_counted`."""
    return Query(
        "evidence_to_weigh",
        f"SELECT * FROM {PIECES} WHERE place = 1 AND alike > :after AND alike <= :last ORDER BY alike",
        (PIECES,),
        {"after": after, "last": after + most},
    )


def weighed_pieces() -> str:
    """The SELECT behind `wallet_evidence_weighed`."""
    return f"""
        SELECT p.wallet_id, p.kind, p.made_on, a.stands, a.reason, a.fresh_until
        FROM {PIECES} p JOIN {ANSWERS} a ON p.alike = a.alike
    """


def evidence_pieces() -> Query:
    """(pieces): how many rows of evidence the book has."""
    return Query("evidence_pieces", "SELECT count(*) AS pieces FROM wallet_evidence", ("wallet_evidence",))
