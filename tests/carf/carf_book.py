"""A small exchange whose report can be worked out by hand.

D1 lives in Germany; DUAL in Germany and Japan; E1 is a Japanese company that a Frenchman (P1) controls; NOC never
certified, but an address in Germany is on file. JP1 lives in Japan, LISTED is excluded, KY1 lives where nobody is
reported to, IDLE lives in Germany and moved nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from hozen.workflows.carf.building import Sources

AT = datetime(2027, 4, 1, tzinfo=UTC)
TOML = 'book = "small"\nfirm = "Small"\nbusiness_year_start = "04-01"\nprice_source = "ref"\n'
ASSETS = (("JPY", "Yen", 0), ("BTC", "Bitcoin", 8), ("ETH", "Ether & Co", 18))
CUSTOMERS = ("D1", "DUAL", "E1", "NOC", "JP1", "LISTED", "KY1", "IDLE")
PROFILE = (
    "customer_id",
    "since",
    "kind",
    "certification",
    "certified_on",
    "valid_until",
    "changed_on",
    "passive",
    "excluded",
)
PROFILES = (
    ("D1", "2026-02-01", "individual", "valid", "2026-02-01", "", "", "", ""),
    ("DUAL", "2026-02-01", "individual", "valid", "2026-02-01", "", "", "", ""),
    ("E1", "2026-02-01", "entity", "valid", "2026-02-01", "", "", "true", ""),
    ("NOC", "2026-02-01", "individual", "pending", "", "", "", "", ""),
    ("JP1", "2026-02-01", "individual", "valid", "2026-02-01", "", "", "", ""),
    ("LISTED", "2026-02-01", "entity", "valid", "2026-02-01", "", "", "", "listed"),
    ("KY1", "2026-02-01", "individual", "valid", "2026-02-01", "", "", "", ""),
    ("IDLE", "2026-02-01", "individual", "valid", "2026-02-01", "", "", "", ""),
)
RESIDENCE = ("customer_id", "person_id", "jurisdiction", "since", "until", "tin")
RESIDENCES = (
    ("D1", "", "DE", "2020-01-01", "", "held"),
    ("DUAL", "", "DE", "2020-01-01", "", "not_issued"),
    ("DUAL", "", "JP", "2020-01-01", "", "held"),
    ("E1", "", "JP", "2020-01-01", "", "held"),
    ("E1", "P1", "FR", "2020-01-01", "", "held"),
    ("NOC", "", "DE", "2020-01-01", "", "missing"),
    ("JP1", "", "JP", "2020-01-01", "", "held"),
    ("JP1", "", "DE", "2020-01-01", "2026-12-30", "held"),  # left the day before the day that counts
    ("LISTED", "", "DE", "2020-01-01", "", "held"),
    ("KY1", "", "KY", "2020-01-01", "", "not_issued"),
    ("IDLE", "", "DE", "2020-01-01", "", "held"),
)
CONTROLLER = ("customer_id", "person_id", "role", "since", "until")
TRADE = ("id", "timestamp", "asset", "side", "maker", "taker", "product", "amount", "price", "cost")
TRADES = (
    # The first and the last instant of 2026 in Japan, and the instants just outside.
    ("T0", "2025-12-31T14:59:59Z", "BTC", "buy", "house", "D1", "spot", "100000000", "", "15000000"),
    ("T1", "2025-12-31T15:00:00Z", "BTC", "buy", "house", "D1", "spot", "100000000", "", "10000000"),
    ("T2", "2026-12-31T14:59:59Z", "BTC", "sell", "house", "D1", "spot", "50000000", "", "7000000"),
    ("T3", "2026-12-31T15:00:00Z", "BTC", "sell", "house", "D1", "spot", "50000000", "", "9000000"),
    # The maker's side is the other one: DUAL sells to D1.
    ("T4", "2026-05-01T00:00:00Z", "BTC", "buy", "DUAL", "D1", "spot", "1", "", "0"),
    ("T5", "2026-05-02T00:00:00Z", "ETH", "buy", "E1", "JP1", "spot", "1500000000000000001", "", "600000"),
    ("T6", "2026-05-03T00:00:00Z", "BTC", "buy", "house", "NOC", "spot", "2000", "", "200"),
    ("T7", "2026-05-03T00:00:00Z", "BTC", "buy", "house", "LISTED", "spot", "2000", "", "200"),
    ("T8", "2026-05-03T00:00:00Z", "BTC", "buy", "house", "KY1", "spot", "2000", "", "200"),
    ("T9", "2026-05-04T00:00:00Z", "BTC", "buy", "house", "D1", "margin", "300", "", "30"),
    ("T10", "2026-05-04T00:00:00Z", "BTC", "buy", "house", "D1", "derivative", "300", "", "30"),
)
OTHER = (
    "id",
    "timestamp",
    "customer_id",
    "asset",
    "category",
    "kind",
    "units",
    "yen",
    "valuation",
    "to_known_provider",
)
OTHERS = (
    ("R1", "2026-06-01T00:00:00Z", "D1", "BTC", "crypto_out", "", "10000000", "1000000", "", ""),
    ("R2", "2026-06-01T00:00:00Z", "D1", "ETH", "crypto_in", "", "2000000000000000000", "1000000", "", ""),
    ("R3", "2026-06-02T00:00:00Z", "D1", "ETH", "transfer_in", "staking", "10", "7", "estimate", ""),
    ("R4", "2026-06-02T00:00:00Z", "D1", "ETH", "transfer_in", "staking", "5", "3", "estimate", ""),
    ("R5", "2026-06-03T00:00:00Z", "D1", "ETH", "transfer_out", "", "8", "6", "", "false"),
    ("R6", "2026-06-03T00:00:00Z", "D1", "ETH", "transfer_out", "other_provider", "4", "2", "", "true"),
    ("R7", "2026-06-04T00:00:00Z", "D1", "ETH", "retail_payment", "", "1", "9000000", "", ""),
)
PERSON = (
    *(
        "customer_id",
        "person_id",
        "first_name",
        "last_name",
        "name",
        "birth_date",
        "birth_city",
        "birth_country",
    ),
    *("country", "city", "street", "building", "district", "post_code", "subentity", "address_more"),
)
PEOPLE = (
    (
        "D1",
        "",
        "Anna",
        "Müller <& Söhne>",
        "",
        "1980-05-17",
        "Köln",
        "DE",
        "DE",
        "Berlin",
        "Weg 1",
        "",
        "",
        "10115",
        "",
        "",
    ),
    (
        "DUAL",
        "",
        "花子",
        "山田",
        "",
        "1990-01-02",
        "",
        "",
        "JP",
        "東京都千代田区",
        "丸の内1-1",
        "",
        "",
        "",
        "",
        "",
    ),
    ("E1", "", "", "", "Kabushiki & Co", "", "", "", "JP", "Tokyo", "", "", "", "", "", ""),
    ("E1", "P1", "Jean", "Petit", "", "1970-12-31", "", "", "FR", "Paris", "", "", "", "", "", ""),
    ("NOC", "", "Otto", "Ohne", "", "1975-03-03", "", "", "DE", "Bonn", "", "", "", "", "", ""),
)
NUMBER = ("customer_id", "person_id", "jurisdiction", "tin")
NUMBERS = (("D1", "", "DE", "12345678901"), ("E1", "P1", "FR", "FR-99"))
TERMS = {"sender": "7010001234567", "name": "Small Exchange KK", "tin": "7010001234567", "city": "Tokyo"}
PARTNERS = (
    ("DE", "2026-01-01", "", "list of 2026"),
    ("FR", "2026-01-01", "", "list of 2026"),
    ("KY", "2027-01-01", "", "later"),
)


def written(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> Path:
    """A CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([tuple(header), *rows])
    return path


def book_at(folder: Path, tables: Mapping[str, Iterable[Iterable[object]]] | None = None) -> Path:
    """The small book; `tables` takes the place of a table's rows."""
    given = dict(tables or {})
    headers = {
        "assets": (("asset", "name", "decimals"), ASSETS),
        "customers": (("customer_id", "opened"), [(one, "2025-06-01") for one in CUSTOMERS]),
        "customer_tax_profiles": (PROFILE, PROFILES),
        "customer_tax_residences": (RESIDENCE, RESIDENCES),
        "customer_controlling_persons": (CONTROLLER, [("E1", "P1", "ownership", "2020-01-01", "")]),
        "trades": (TRADE, TRADES),
        "relevant_transactions": (OTHER, OTHERS),
    }
    for name, (header, rows) in headers.items():
        written(folder / f"{name}.csv", header, given.get(name, rows))
    (folder / "book.toml").write_text(TOML, "utf-8")
    return folder


def sources_at(folder: Path, scenario: str | None = "assumed", **terms: str) -> Sources:
    """Terms, jurisdictions and people beside a book."""
    written(folder / "people" / "people.csv", PERSON, PEOPLE)
    written(folder / "people" / "numbers.csv", NUMBER, NUMBERS)
    partners = written(folder / "partners.csv", ("jurisdiction", "since", "until", "source"), PARTNERS)
    said = "".join(f'{key}: "{value}"\n' for key, value in {**TERMS, **terms}.items())
    (folder / "carf.yaml").write_text(said, "utf-8")
    return Sources(folder / "carf.yaml", partners, folder / "people", scenario)
