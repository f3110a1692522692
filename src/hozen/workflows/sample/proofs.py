"""Evidence that the sample's wallets are the firm's own: an auditor's tests and the custodian's statements.

No wallet is signed for: what a wallet signs carries an entry of the reader's own books, which nobody can know before.
Three faults can be planted, each in a wallet of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hozen.workflows.sample.errors import SampleError
from hozen.workflows.sample.job import Job
from hozen.workflows.sample.plan import DayPlan
from hozen.workflows.sample.plants import Said
from hozen.workflows.sample.rows import Row, literal, rows_sql
from hozen.workflows.sample.wallets import KEEPER, ROLES, wallet_name

AUDITOR, DESK = "Sample Audit Koharu LLC", "reconciliation desk"
# A real signature (BIP-322), by a key that is nobody's in the sample.
STRANGER = "bc1qwhduaqq4df59xugjfh3m7ay0pj494hrrdydzfq"
CHALLENGE = (
    "Proof of wallet control; book sample; day 2026-04-01; "
    "anchor 1:700fb3a46a1734a674afc7e9f754702a0be1eaa1e3b53f8d4ebf5532ff8dc827"
)
SIGNATURE = (
    "smpAkcwRAIgG79ZfjebGAF3wSxjyR/1Uuoaeu8I3vxdIP2h5FzsC6ECICvv35Bh0SNFGRtTehlv7y4HMxJHCvJ6f7BYjjQ9o77cASEDsja6XK65"
    "mO7nMobZttWEieA2nb/rtXSo9TkQOZL2yng="
)
_COLD, _SECOND = 0, 1  # places in ROLES: the firm's own two cold wallets of customers' coins
STALE = "stale_evidence"
# Plant → (asset, role) of its wallet.
_WHERE: Mapping[str, tuple[str, int]] = {
    "unproven_wallet": ("BTC", _COLD),
    "foreign_signature": ("BTC", _SECOND),
    STALE: ("ETH", _COLD),
}
_COUNTED = "purpose IN ('customer', 'guarantee')"
_LEAST = 10  # units in an asset's cold wallets: each of them then holds some


def proofs_sql(job: Job, wallets: str) -> str:
    """Rows of `wallet_evidence` for what the close counts, in the order of their key. `wallets`: that table's source."""
    planted = {name: wallet for name, wallet in _wallets(job).items() if job.has(name)}
    unproven = [wallet for name, wallet in planted.items() if name != STALE]
    ends = f"CASE WHEN wallet_id = {literal(planted.get(STALE, ''))} THEN {literal(_ended(job))} END"
    parts = [_tests_sql(job, wallets, ends), _statements_sql(job, wallets)]
    counted = f"""
        SELECT * FROM ({" UNION ALL ".join(parts)})
        WHERE wallet_id NOT IN ({", ".join(literal(one) for one in ["", *unproven])})"""
    if "foreign_signature" in planted:
        counted += f" UNION ALL ({rows_sql('wallet_evidence', [_foreign(job, planted)])})"
    return f"SELECT * FROM ({counted}) ORDER BY wallet_id, made_on"


def _tests_sql(job: Job, wallets: str, ends: str) -> str:
    """The auditor named an odd sum, and the wallet sent it to itself: once, before the first day."""
    odd = job.chance.sql("odd sum", "CAST(substr(wallet_id, 2) AS BIGINT)", 90_000)
    return f"""
        SELECT wallet_id, 'send_to_self' AS kind, {literal(job.size.tape_days[0])} AS made_on,
               CAST({ends} AS DATE) AS valid_until, CAST(NULL AS VARCHAR) AS challenge,
               CAST(NULL AS VARCHAR) AS signature, CAST(NULL AS VARCHAR) AS address,
               CAST(NULL AS VARCHAR) AS file_sha256, {literal(AUDITOR)} AS checked_by,
               sha256({literal(f"{job.chance.seed}:proof:")} || wallet_id) AS txid,
               CAST(10000 + {odd} AS DECIMAL(38,0)) AS units, address AS to_address, CAST(NULL AS VARCHAR) AS note
        FROM {wallets} WHERE keeper = 'self' AND {_COUNTED}"""


def _statements_sql(job: Job, wallets: str) -> str:
    """The custodian's statement of each month's first day: one file for all of its wallets."""
    months = ", ".join(f"({literal(day)})" for day in job.size.tape_days if day.day == 1)
    return f"""
        SELECT wallet_id, 'custodian_statement', made_on, NULL, NULL, NULL, NULL,
               sha256({literal(f"{job.chance.seed}:statement:")} || CAST(made_on AS VARCHAR)), {literal(DESK)},
               NULL, NULL, NULL, NULL
        FROM {wallets}, (VALUES {months}) m(made_on) WHERE keeper = {literal(KEEPER)} AND {_COUNTED}"""


def _foreign(job: Job, planted: Mapping[str, str]) -> Row:
    made_on = job.size.tape_days[0]
    signed = (CHALLENGE, SIGNATURE, STRANGER)
    return (
        planted["foreign_signature"],
        "bip322",
        made_on,
        None,
        *signed,
        None,
        None,
        None,
        None,
        None,
        None,
    )


def _ended(job: Job) -> date:
    return job.size.last_day - timedelta(days=1)


def _wallets(job: Job) -> dict[str, str]:
    """Plant → its wallet."""
    symbols = [coin.symbol for coin in job.size.coins]
    return {
        name: wallet_name(symbols.index(asset) * len(ROLES) + role) for name, (asset, role) in _WHERE.items()
    }


def said(job: Job, plan: DayPlan) -> Mapping[str, Said]:
    """(subject, amount, unit) of each fault; SampleError where its wallet is empty, and so is not counted."""
    for plant in job.at("proof"):
        asset, _ = _WHERE[plant.name]
        if plan.assets[asset].cold_wallets < _LEAST:
            raise SampleError(
                f"the sample is too small for the plant {plant.name}",
                found=f"{plan.assets[asset].cold_wallets} smallest units of {asset} in cold wallets",
                expected=f"at least {_LEAST}",
                try_next="ask for more customers",
            )
    return {name: (wallet, 1, "wallet") for name, wallet in _wallets(job).items()}
