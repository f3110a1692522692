"""The jobs: a made-up book with people beside it, its report, a correction, and its validation."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb

YEAR, AT = 2026, datetime(2027, 4, 1, tzinfo=UTC)
MEMORY = "512MB"
# The schema of the tests; the OECD's own where its folder is named.
SCHEMA = Path(__file__).parents[1] / "tests" / "carf" / "schema"
_ID = "'C' || lpad(CAST(range AS VARCHAR), 8, '0')"
_TABLES = {
    "assets": "SELECT 'A' || range AS asset, 'Asset ' || range AS name, 8 + 10 * (range % 2) AS decimals FROM range(20)"
    " UNION ALL SELECT 'JPY' AS asset, 'Yen' AS name, 0 AS decimals",
    "customers": f"SELECT {_ID} AS customer_id, DATE '2025-06-01' AS opened FROM range({{n}}) ORDER BY 1",
    "customer_tax_profiles": f"SELECT {_ID} AS customer_id, DATE '2026-02-01' AS since, 'individual' AS kind,"
    " 'valid' AS certification FROM range({n}) ORDER BY 1",
    "customer_tax_residences": f"SELECT {_ID} AS customer_id,"
    " CASE WHEN range % 10 = 3 THEN 'DE' ELSE 'JP' END AS jurisdiction,"
    " DATE '2020-01-01' AS since, 'held' AS tin FROM range({n}) ORDER BY 1",
    "trades": "SELECT 'T' || lpad(CAST(range AS VARCHAR), 9, '0') AS id,"
    " TIMESTAMP '2025-12-31 15:00:00' + to_microseconds(range * (31535000000000 // {t})) AS timestamp,"
    " 'A' || (hash(range) % 20) AS asset, CASE WHEN hash(range + 7) % 2 = 0 THEN 'buy' ELSE 'sell' END AS side,"
    " 'house' AS maker, 'C' || lpad(CAST(hash(range + 13) % {n} AS VARCHAR), 8, '0') AS taker, 'spot' AS product,"
    " CAST(hash(range + 17) % 1000000000 AS DECIMAL(38,0)) AS amount,"
    " CAST(hash(range + 19) % 10000000 AS DECIMAL(38,0)) AS cost FROM range({t})",
}
_PEOPLE = f"""SELECT {_ID} AS customer_id, '' AS person_id, 'First' || range AS first_name, 'Last' || range AS last_name,
    '' AS name, '1980-01-01' AS birth_date, '' AS birth_city, '' AS birth_country, 'DE' AS country, '{{city}}' AS city,
    'Weg ' || range AS street, '' AS building, '' AS district, '10115' AS post_code, '' AS subentity, '' AS address_more
    FROM range({{n}}) WHERE range % 10 = 3"""
_NUMBERS = f"""SELECT {_ID} AS customer_id, '' AS person_id, 'DE' AS jurisdiction,
    lpad(CAST(range AS VARCHAR), 11, '1') AS tin
    FROM range({{n}}) WHERE range % 10 = 3 ORDER BY 1"""


def make(folder: str, customers: int, trades: int) -> None:
    """The book and what stands beside it, anew."""
    place = Path(folder)
    shutil.rmtree(place, ignore_errors=True)
    for name in ("book", "people"):
        (place / name).mkdir(parents=True)
    for table, sql in _TABLES.items():
        _write(sql.format(n=customers, t=customers * trades), place / "book" / f"{table}.parquet")
    (place / "book/book.toml").write_text(
        'book = "big"\nfirm = "Big"\nbusiness_year_start = "04-01"\nprice_source = "ref"\n', "utf-8"
    )
    _write(_PEOPLE.format(n=customers, city="Berlin") + " ORDER BY 1", place / "people/people.parquet")
    _write(_NUMBERS.format(n=customers), place / "people/numbers.parquet")
    (place / "partners.csv").write_text("jurisdiction,since,until,source\nDE,2026-01-01,,made up\n", "utf-8")
    (place / "carf.yaml").write_text('sender: "1"\nname: Big KK\ntin: "1"\ncity: Tokyo\n', "utf-8")


def built(folder: str) -> dict[str, object]:
    """The job: the first report; its sums are those of a plain query over the tape."""
    from hozen.workflows.carf import build

    place = Path(folder)
    entry = build(place / "book", YEAR, _sources(place), place / "out", at=AT, memory_limit=MEMORY).entry
    assert entry is not None
    ((count, yen),) = duckdb.sql(
        f"SELECT count(*), sum(cost) FROM '{place}/book/trades.parquet' t"
        f" JOIN '{place}/people/people.parquet' p ON t.taker = p.customer_id"
    ).fetchall()
    told = (
        sum(one["transactions"] for one in entry.sums.values()),
        sum(one["yen"] for one in entry.sums.values()),
    )
    faults = [] if told == (count, yen) else [f"{told}, not {(count, yen)}"]
    return _answer(entry.actions["OECD1"], sum(one.size for one in entry.messages), faults)


def on_spark(folder: str) -> dict[str, object]:
    """The job: the report and a correction of another folder on each engine; the messages are the same, byte for byte."""
    from hozen.workflows.carf import build, correct

    place, told = Path(folder), {}
    ((customers,),) = duckdb.sql(f"SELECT count(*) FROM '{place}/book/customers.parquet'").fetchall()
    for engine in ("duckdb", "spark"):
        out = place / f"both-{engine}"
        shutil.rmtree(out, ignore_errors=True)
        for make, city in ((build, "Berlin"), (correct, "Bonn")):
            people = _PEOPLE.format(n=customers, city=city) + " ORDER BY 1"
            _write(people, place / "people/people.parquet")
            make(place / "book", YEAR, _sources(place), out, at=AT, engine=engine)
        told[engine] = {str(one.relative_to(out)): one.read_bytes() for one in out.rglob("*.xml")}
    same = told["duckdb"] == told["spark"] and len(told["spark"]) == 2
    return _answer(0, 0, [] if same else [f"differ: {sorted(told['duckdb'])}, {sorted(told['spark'])}"])


def corrected(folder: str) -> dict[str, object]:
    """The job: one in a hundred of those reported moved; each is one correction, and nothing else goes out."""
    from hozen.workflows.carf import correct

    place = Path(folder)
    ((customers,),) = duckdb.sql(f"SELECT count(*) FROM '{place}/book/customers.parquet'").fetchall()
    moved = _PEOPLE.format(n=customers, city="Bonn") + " AND range % 1000 = 3"
    stayed = _PEOPLE.format(n=customers, city="Berlin") + " AND range % 1000 <> 3"
    _write(f"SELECT * FROM ({moved} UNION ALL {stayed}) ORDER BY 1", place / "people/people.parquet")
    entry = correct(place / "book", YEAR, _sources(place), place / "out", at=AT, memory_limit=MEMORY).entry
    assert entry is not None
    faults = [] if set(entry.actions) == {"OECD2"} else [str(dict(entry.actions))]
    return _answer(entry.actions["OECD2"], sum(one.size for one in entry.messages), faults)


def validated(folder: str) -> dict[str, object]:
    """The job: every message against a schema and the rules."""
    import os

    from hozen.workflows.carf import validate

    out = Path(folder) / "out"
    found = validate(out, Path(os.environ.get("HOZEN_CARF_SCHEMA", SCHEMA)))
    size = sum(path.stat().st_size for path in out.rglob("*.xml"))
    return {**_answer(found.records, size, [str(one) for one in found.problems]), "schema": found.schema}


def _sources(place: Path) -> object:
    from hozen.workflows.carf.building import Sources

    return Sources(place / "carf.yaml", place / "partners.csv", place / "people", "assumed")


def _answer(records: int, size: int, faults: list[str]) -> dict[str, object]:
    return {"records": records, "bytes": size, "faults": faults}


def _write(sql: str, path: Path) -> None:
    duckdb.sql(f"COPY ({sql}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
