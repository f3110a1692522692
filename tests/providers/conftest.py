"""A small book with a register: one custodian that keeps the one wallet, its technology, and who works below it."""

from __future__ import annotations

from pathlib import Path

import pytest
from door_book import SmallBook

REGISTER: dict[str, list[dict[str, str]]] = {
    "providers": [
        {
            "provider_id": "K",
            "name": "Kita Custody",
            "name_ja": "北カストディ",
            "lei": "213800KUD8LAJWSQ9D15",
            "corporate_number": "5835678256246",
            "role": "custodian",
            "regulator": "FSA",
            "country": "JP",
        },
        {"provider_id": "S", "name": "Kumo", "role": "cloud"},
        {"provider_id": "T", "name": "Tsubame Keys", "role": "key_management"},
    ],
    "provider_status": [
        {
            "provider_id": "K",
            "status": "registered",
            "basis": "PSA 63-2",
            "since": "2025-04-01",
            "until": "",
            "reference": "No. 1",
        },
        {"provider_id": "T", "status": "notified", "since": "2025-04-01"},
    ],
    "provider_links": [
        {"provider_id": "K", "what": "keeper", "ref": "Kita", "since": "2025-04-01", "until": ""},
        {"provider_id": "T", "what": "wallet_technology", "ref": "W1", "since": "2026-01-01", "until": ""},
    ],
    "provider_contracts": [
        {
            "provider_id": "K",
            "contract_id": "K1",
            "since": "2025-04-01",
            "until": "",
            "exit_terms": "=keys come back",
            "notice_days": "90",
        },
        {"provider_id": "T", "contract_id": "T1", "since": "2025-04-01"},
    ],
    "provider_chain": [{"provider_id": "K", "sub_provider_id": "S", "since": "2025-04-01"}],
    "provider_reviews": [
        {
            "provider_id": who,
            "reviewed_on": "2026-04-01",
            "valid_until": "2027-03-31",
            "reviewer": "audit",
            "outcome": "passed",
        }
        for who in ("K", "S", "T")
    ],
    "provider_incidents": [{"provider_id": "S", "day": "2026-05-01", "text": "an hour down"}],
    "provider_persons": [{"provider_id": "K", "function": "signs", "has_deputy": "false"}],
}


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """English, eighty columns, a home of its own; a missing text is an error."""
    for name in ("HOZEN_LANG", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    told = {"LANG": "C.UTF-8", "COLUMNS": "80", "HOZEN_HOME": str(tmp_path / "home"), "HOZEN_WORDS": "strict"}
    for name, value in told.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def kept(tmp_path: Path) -> SmallBook:
    """The book, not yet written; W1 is kept by 'Kita' and holds 1.50000001 BTC at ¥10,704,212.84."""
    made = SmallBook(tmp_path / "book")
    made.tables["wallets"][0]["keeper"] = "Kita"
    made.tables |= {name: [dict(row) for row in rows] for name, rows in REGISTER.items()}
    return made
