"""The sample's register of providers: a custodian, its technology, the firm's own wallet software, and a cloud.

Names, numbers and firms are made up. Three faults can be planted on the last day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hozen.workflows.sample.job import Job
from hozen.workflows.sample.plants import DAYS_OVERDUE, Said
from hozen.workflows.sample.rows import Row
from hozen.workflows.sample.wallets import KEEPER, ROLES, wallet_name

CUSTODIAN, SIGNER, SOFTWARE, CLOUD = "KITAKAZE", "TSUBAME", "WAKATAKE", "KUMOI"
_REGISTER: tuple[Row, ...] = (
    (
        *(CUSTODIAN, KEEPER, "見本カストディ北風株式会社", "SAMPLE00KITAKAZE0035", "8999999999001"),
        *("custodian", "FSA", "JP"),
    ),
    (CLOUD, "Sample Cloud Kumoi Ltd.", None, None, None, "cloud", None, "SG"),
    (
        *(SIGNER, "Sample Keys Tsubame Ltd.", None, "SAMPLE000TSUBAME0005", None),
        *("key_management", None, "CH"),
    ),
    (
        *(SOFTWARE, "Sample Wallet Wakatake Co., Ltd.", "見本ウォレット若竹株式会社", "SAMPLE00WAKATAKE0098"),
        *("7999999999002", "wallet_software", None, "JP"),
    ),
)
_DAY = timedelta(days=1)
_YEARS_BEFORE = 2


def provider_tables(job: Job) -> dict[str, list[Row]]:
    """Table → rows, in the order of their keys; with the planted faults in them."""
    first, last = job.size.balance_days[0], job.size.last_day
    begun = date(first.year - _YEARS_BEFORE, 4, 1)
    return {
        "providers": list(_REGISTER),
        "provider_status": _statuses(begun, last, lapsed=job.has("provider_lapsed")),
        "provider_links": _links(begun, last, _kept(job), gone=job.has("keeper_unknown")),
        "provider_contracts": [
            (one, f"{one}-1", begun, None, "assets and data come back within 30 days", 90)
            for one in (CUSTODIAN, CLOUD, SIGNER, SOFTWARE)
        ],
        "provider_chain": [(CUSTODIAN, CLOUD, "statements", begun, None)],
        "provider_reviews": _reviews(begun, first, last, overdue=job.has("review_overdue")),
        "provider_incidents": [(CLOUD, begun + _DAY, "statements came an hour late", "provider's notice")],
        "provider_persons": [
            (CUSTODIAN, "approves withdrawals", "true"),
            (SOFTWARE, "releases new versions", "true"),
        ],
    }


def said(job: Job) -> Mapping[str, Said]:
    """(subject, amount, unit) of each fault of the register."""
    first = wallet_name(_kept(job)[0])
    return {
        "keeper_unknown": (first, 1, "wallet"),
        "provider_lapsed": (CUSTODIAN, 1, "custodian"),
        "review_overdue": (CUSTODIAN, DAYS_OVERDUE, "day"),
    }


def _kept(job: Job) -> list[int]:
    """Numbers of the wallets that the custodian keeps."""
    each = [place for place, (_, _, keeper) in enumerate(ROLES) if keeper == KEEPER]
    return [asset * len(ROLES) + place for asset in range(len(job.size.coins)) for place in each]


def _statuses(begun: date, last: date, *, lapsed: bool) -> list[Row]:
    def row(who: str, status: str, since: date, until: date | None = None) -> Row:
        basis, number = ("PSA 63-2", "No. 00099") if who == CUSTODIAN else ("own inquiry", None)
        return (who, status, basis, since, until, number, "public list")

    gone = [row(CUSTODIAN, "lapsed", last)] if lapsed else []
    return [
        row(CUSTODIAN, "registered", begun, last - _DAY if lapsed else None),
        *gone,
        row(SIGNER, "notified", begun),
        row(SOFTWARE, "notified", begun),
    ]


def _links(begun: date, last: date, kept: list[int], *, gone: bool) -> list[Row]:
    """`gone`: on the last day each wallet gets a row of its own, and the first one was forgotten."""
    until = last - _DAY if gone else None
    wallets = [(CUSTODIAN, "wallet", wallet_name(number), "cold storage", last, None) for number in kept[1:]]
    return [
        (CUSTODIAN, "keeper", KEEPER, "cold storage", begun, until),
        *(wallets if gone else []),
        (CLOUD, "system", "matching engine", "runs the exchange", begun, None),
        (SIGNER, "keeper_technology", KEEPER, "signs", begun, None),
        (SOFTWARE, "keeper_technology", "self", "signs", begun, None),
    ]


def _reviews(begun: date, first: date, last: date, *, overdue: bool) -> list[Row]:
    """Reviewed when the contract began and in the month of the first day; good until the year after."""
    until = date(last.year + 1, last.month, 1)
    rows: list[Row] = []
    for who in (CUSTODIAN, CLOUD, SIGNER, SOFTWARE):
        ends = last - DAYS_OVERDUE * _DAY if overdue and who == CUSTODIAN else until
        rows += [
            (who, begun, first.replace(day=1), "internal audit", "passed"),
            (who, min(first.replace(day=1), ends), ends, "internal audit", "passed"),
        ]
    return rows
