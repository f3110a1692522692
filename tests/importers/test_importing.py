"""Into the book: all or nothing, each file once, every day after the one before."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from outside_files import EXAMPLES, Coin, ZenginEntry, book_in, snapshot, statement_03, zengin_file

from hozen.engine import open_engine
from hozen.records import Book, Query
from hozen.records.importers import ImportRefused
from hozen.workflows.door import admit
from hozen.workflows.importing import (
    Asked,
    ImportConflict,
    Imported,
    MappingError,
    Preview,
    import_file,
    preview,
    records,
)
from hozen.workflows.importing import commit as committing

DAY = date(2026, 11, 20)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return book_in(tmp_path)


def asked(book: Path, kind: str, file: Path | str, **more: object) -> Asked:
    return Asked(kind, EXAMPLES / file, book, **more)  # type: ignore[arg-type]  # the tests say what they mean


def bring(book: Path, kind: str, file: Path | str, **more: object) -> Imported:
    return import_file(asked(book, kind, file, **more))


def held(book: Path, table: str, columns: str) -> list[tuple[object, ...]]:
    """What a table's Parquet files hold."""
    with open_engine("duckdb") as engine:
        source = engine.scan(sorted((book / table).glob("*.parquet")), "parquet", {})
        return list(engine.rows(Query("held", f"SELECT {columns} FROM {source} ORDER BY ALL", ())))


def everything(book: Path) -> dict[str, bytes]:
    """Every file of the book and what it holds; the lock apart."""
    files = (path for path in sorted(book.rglob("*")) if path.is_file() and path.name != ".lock")
    return {path.relative_to(book).as_posix(): path.read_bytes() for path in files}


def zengin(folder: Path, day: str, opening: int, *yen: int, account: int = 7654321) -> Path:
    """A statement of one day, written 'YYMMDD' in Reiwa years."""
    lines = statement_03([ZenginEntry(one, day=day) for one in yen], opening=opening, account=account)
    path = folder / f"{day}-{opening}-{len(yen)}.txt"
    path.write_bytes(zengin_file([line.replace("081120", day) for line in lines]))
    return path


def test_a_statement_becomes_a_balance_and_entries(book) -> None:
    bring(book, "camt053", "statement.camt053.xml")
    assert held(book, "trust_balances", "day, trust_account_id, yen") == [(DAY, "T1", 1_680_000)]
    assert held(book, "bank_entries", "trust_account_id, kind, yen, reversal") == [
        ("T1", "statement", -120_000, False),
        ("T1", "statement", 300_000, False),
    ]


def test_every_example_goes_into_one_book_and_the_book_passes_the_door(book, tmp_path) -> None:
    for kind, file in (("camt053", "statement.camt053.xml"), ("mt940", "statement.mt940.txt")):
        bring(book, kind, file)
    bring(book, "zengin", "statement.zengin.txt")
    bring(book, "dumptxoutset", "utxo.dat", day=DAY, height=921_500)
    for keeper in ("fireblocks", "bitgo"):
        bring(book, keeper, f"{keeper}-balances.csv", day=DAY)
    bring(book, "fireblocks", "fireblocks-log.csv")
    bring(book, "bitgo", "bitgo-transfers.csv")
    bring(book, "ccxt", "trades.jsonl")
    with open_engine("duckdb") as engine:
        admitted = admit(Book.open(book), engine, day=DAY, rejects=tmp_path / "rejects")
    assert sum(one.rows for one in admitted.inputs if one.table == "trades") == 3
    assert held(book, "wallet_balances", "wallet_id, asset, units, block_height") == [
        ("W-COLD", "BTC", 475_000_000, 921_500),  # 3.5 + 1.25
        ("W-EMPTY", "BTC", 0, 921_500),
        ("W-HOSHI", "BTC", 20_000_000, None),
        ("W-HOT", "BTC", 20_000_000, 921_500),
        ("W-TAPROOT", "BTC", 5_000_000, 921_500),
        ("W-VAULT-BTC", "BTC", 200_000_000, None),
        ("W-VAULT-ETH", "ETH", 10**19, None),
    ]
    fees = held(book, "keeper_statements", "line_id, units, net_units, network_fee, service_fee, fee_asset")
    assert ("7c1f-01", 50_000_000, 49_950_000, 20_000, 50_000, "BTC") in fees


def test_the_same_file_again_changes_nothing(book) -> None:
    first = bring(book, "camt053", "statement.camt053.xml")
    before = everything(book)
    again = bring(book, "camt053", "statement.camt053.xml")
    assert (first.already_there, again.already_there) == (False, True)
    assert again.record == first.record
    assert everything(book) == before


def test_a_preview_shows_and_writes_nothing(book) -> None:
    before = everything(book)
    found = preview(asked(book, "camt053", "statement.camt053.xml"))
    assert isinstance(found, Preview)
    assert (found.rows, found.unmapped) == ({"bank_entries": 2, "trust_balances": 1}, {})
    assert found.first["trust_balances"][0]["yen"] == "1680000"
    assert everything(book) == before


def test_names_that_are_not_mapped_are_listed_first_and_refused_then(book) -> None:
    (book / "import.toml").unlink()
    found = preview(asked(book, "camt053", "statement.camt053.xml"))
    assert found.unmapped == {"0009-210-1-1234567": "accounts"}
    with pytest.raises(MappingError) as refusal:
        bring(book, "camt053", "statement.camt053.xml")
    assert refusal.value.try_next == '[accounts] "0009-210-1-1234567" = "…"'


@pytest.mark.parametrize(
    ("kind", "file", "old", "new", "refers"),
    [
        ("camt053", "statement.camt053.xml", '"T1"', '"T9"', "a trust_account_id of trust_accounts"),
        ("fireblocks", "fireblocks-balances.csv", '"W-VAULT-ETH"', '"W-9"', "a wallet_id of wallets"),
        ("ccxt", "trades.jsonl", '"house"', '"C9"', "a customer_id of customers"),
    ],
)
def test_a_mapping_names_what_is_in_the_book(book, tmp_path, kind, file, old, new, refers) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text((book / "import.toml").read_text().replace(old, new))
    before = everything(book)
    with pytest.raises(MappingError, match="what the book does not have") as refusal:
        bring(book, kind, file, mapping=mapping, day=DAY)
    assert (refusal.value.found, refusal.value.expected) == (new.strip('"'), refers)
    assert everything(book) == before
    assert not bring(book, kind, file, day=DAY).already_there


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[acounts]", "unknown key"),
        ("[zengin]\ndate = 'western'", "unknown key"),
        ("[zengin]\ndates = 'showa'", "not known"),
        ("[accounts]\na = 1", "not a name"),
        ("accounts = 1", "not a section"),
        ("[bitcoin]\nchains = 'x'", "not a list"),
        ("[bitcoin]\nscan_is_whole = 'yes'", "not a flag"),
        ("[", "cannot be read"),
    ],
)
def test_a_mapping_is_read_strictly(book, text, said) -> None:
    (book / "import.toml").write_text(text)
    with pytest.raises(MappingError, match=said):
        bring(book, "camt053", "statement.camt053.xml")


def test_a_statement_for_another_day_is_refused(book) -> None:
    with pytest.raises(ImportConflict, match="another day"):
        bring(book, "camt053", "statement.camt053.xml", day=date(2026, 11, 19))
    bring(book, "camt053", "statement.camt053.xml", day=DAY)


def test_another_file_for_the_same_account_and_day_is_refused_unless_it_replaces(book, tmp_path) -> None:
    first = bring(book, "zengin", zengin(tmp_path, "081120", 0, 100))
    other = zengin(tmp_path, "081120", 0, 100, 50)
    before = everything(book)
    with pytest.raises(ImportConflict, match="same account and day") as refusal:
        bring(book, "zengin", other)
    assert first.record.name in str(refusal.value.found)
    assert everything(book) == before

    done = bring(book, "zengin", other, replace=True)
    assert done.record.replaces == (first.record.name,)
    assert held(book, "trust_balances", "yen") == [(150,)]
    assert [one.name for one in records(book)] == [done.record.name]
    aside = everything(book / "imports" / "replaced" / f"{first.record.name}-1")
    assert sorted(aside.values()) == sorted(
        before[path]
        for path in (*(one.path for one in first.record.tables), f"imports/{first.record.name}.json")
    )


def test_the_same_file_under_another_mapping_replaces_itself(book) -> None:
    bring(book, "camt053", "statement.camt053.xml")
    text = (book / "import.toml").read_text()
    (book / "import.toml").write_text(text.replace('1234567" = "T1"', '1234567" = "T2"', 1))
    with pytest.raises(ImportConflict, match="same account and day"):
        bring(book, "camt053", "statement.camt053.xml")
    with pytest.raises(ImportConflict, match="has less"):
        bring(book, "camt053", "statement.camt053.xml", replace=True)


def test_a_file_that_has_less_takes_no_others_place(book, tmp_path) -> None:
    both = tmp_path / "both.txt"
    both.write_bytes(
        zengin_file(statement_03([], opening=5), statement_03([], opening=6, account=2101234567))
    )
    (book / "import.toml").write_text(
        '[accounts]\n"0288-001-1-7654321" = "T3"\n"0288-001-1-2101234567" = "T2"\n'
    )
    bring(book, "zengin", both)
    with pytest.raises(ImportConflict, match="has less"):
        bring(book, "zengin", zengin(tmp_path, "081120", 0, 7), replace=True)


@pytest.mark.parametrize("opening", [99, 101])
def test_an_opening_balance_that_is_not_the_closing_one_before_is_refused(book, tmp_path, opening) -> None:
    bring(book, "zengin", zengin(tmp_path, "081119", 0, 100))
    with pytest.raises(ImportConflict, match="statement before") as refusal:
        bring(book, "zengin", zengin(tmp_path, "081120", opening, 1))
    assert refusal.value.expected == "100, the closing balance of 2026-11-19"
    bring(book, "zengin", zengin(tmp_path, "081120", 100, 1))
    assert held(book, "trust_balances", "yen") == [(100,), (101,)]


def test_a_day_that_is_brought_late_must_lead_to_the_day_after(book, tmp_path) -> None:
    bring(book, "zengin", zengin(tmp_path, "081120", 100, 1))
    with pytest.raises(ImportConflict, match="statement before"):
        bring(book, "zengin", zengin(tmp_path, "081119", 0, 99))
    bring(book, "zengin", zengin(tmp_path, "081119", 0, 100))


def test_leave_to_replace_is_no_leave_to_break_off_where_nothing_is_replaced(book, tmp_path) -> None:
    bring(book, "zengin", zengin(tmp_path, "081120", 100, 50))
    with pytest.raises(ImportConflict, match="not the closing balance"):
        bring(book, "zengin", zengin(tmp_path, "081119", 0, 101), replace=True)


@pytest.mark.parametrize("number", ["KAWA-2026-224", "KAWA-2026-225"])
def test_a_statement_that_stands_twice_in_a_file_does_not_count_twice(book, tmp_path, number) -> None:
    text = (EXAMPLES / "statement.camt053.xml").read_text()
    statement = text[text.index("<Stmt>") : text.index("</BkToCstmrStmt>")]
    path = tmp_path / "twice.xml"
    path.write_text(text.replace(statement, statement + statement.replace("KAWA-2026-224", number)))
    before = everything(book)
    with pytest.raises(ImportConflict, match="twice"):
        bring(book, "camt053", path)
    assert everything(book) == before


@pytest.mark.parametrize("again", ["7,BTC,2.00000000", "7,BTC,7"])
def test_a_custodians_line_that_stands_twice_is_refused(book, tmp_path, again) -> None:
    path = tmp_path / "twice.csv"
    path.write_text((EXAMPLES / "fireblocks-balances.csv").read_text() + again + "\n")
    with pytest.raises(ImportConflict, match="twice"):
        bring(book, "fireblocks", path, day=DAY)


@pytest.mark.parametrize(
    ("old", "new", "wallet", "stated"),
    [
        ('"W-VAULT-BTC"', '"W-HOT"', "W-HOT", "Kitakaze Custody"),  # kept by the firm itself
        ('"W-VAULT-BTC"', '"W-HOSHI"', "W-HOSHI", "Kitakaze Custody"),  # kept by another custodian
        ('fireblocks = "Kitakaze Custody"', "", "W-VAULT-BTC", "fireblocks"),
    ],
)
def test_a_custodian_speaks_of_the_wallets_that_it_keeps(book, tmp_path, old, new, wallet, stated) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text((book / "import.toml").read_text().replace(old, new))
    before = everything(book)
    with pytest.raises(MappingError, match="that another keeps") as refusal:
        bring(book, "fireblocks", "fireblocks-balances.csv", mapping=mapping, day=DAY)
    assert (refusal.value.where, refusal.value.found) == (
        f"import.toml, wallet_id {wallet}",
        f"the statement is of {stated}",
    )
    assert everything(book) == before


def test_a_statement_number_is_of_one_day(book, tmp_path) -> None:
    text = (EXAMPLES / "statement.camt053.xml").read_text("utf-8")
    later = tmp_path / "later.xml"
    later.write_text(
        text.replace("2026-11-20", "2026-11-21")
        .replace("1500000", "1680000")
        .replace(
            ">1680000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-21</Dt></Dt></Bal>\n      <Bal><Tp><CdOrPrtry><Cd>CLAV",
            ">1860000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-21</Dt></Dt></Bal>\n      <Bal><Tp><CdOrPrtry><Cd>CLAV",
        )
    )
    bring(book, "camt053", "statement.camt053.xml")
    with pytest.raises(ImportConflict, match="same statement was imported for another day"):
        bring(book, "camt053", later)


def test_an_overdrawn_trust_is_refused(book, tmp_path) -> None:
    with pytest.raises(ImportConflict, match="overdrawn"):
        bring(book, "zengin", zengin(tmp_path, "081120", 0, -1))


def test_rows_that_the_books_own_files_have_are_not_doubled(book) -> None:
    bring(book, "fireblocks", "fireblocks-balances.csv", day=DAY)
    path = next((book / "wallet_balances").glob("*.parquet"))
    record = next(records(book))
    path.rename(path.with_name("own.parquet"))  # as if the firm's own export had written it
    (book / "imports" / f"{record.name}.json").unlink()
    shutil.rmtree(book / "keeper_statements")
    with pytest.raises(ImportConflict, match="rows of wallet_balances are there already") as refusal:
        bring(book, "fireblocks", "fireblocks-balances.csv", day=DAY)
    assert "W-VAULT-BTC" in str(refusal.value.where)


def test_a_custodians_balances_may_stay_out_of_wallet_balances(book) -> None:
    with (book / "import.toml").open("a") as file:
        file.write("\n[statements]\nwallet_balances = false\n")
    bring(book, "fireblocks", "fireblocks-balances.csv", day=DAY)
    assert not (book / "wallet_balances").exists()


def test_a_balance_of_no_wallet_of_ours_is_not_passed_over(book) -> None:
    text = (book / "import.toml").read_text()
    (book / "import.toml").write_text(text.replace('"7/ETH"', '"8/ETH"'))
    with pytest.raises(MappingError) as refusal:
        bring(book, "fireblocks", "fireblocks-balances.csv", day=DAY)
    assert refusal.value.found == "7"


NO_TRADES = "id,datetime,symbol,side,price,amount"


@pytest.mark.parametrize("kind", ["fireblocks", "bitgo", "ccxt"])
def test_a_file_of_column_names_alone_is_refused(book, tmp_path, kind) -> None:
    empty, known = tmp_path / "empty.csv", sorted(EXAMPLES.glob(f"{kind}*.csv"))
    empty.write_text((known[0].read_text().splitlines()[0] if known else NO_TRADES) + "\n\n")
    before = everything(book)
    for read in (import_file, preview):
        with pytest.raises(ImportRefused, match="nothing is in the file") as refusal:
            read(asked(book, kind, empty, day=DAY))
    assert refusal.value.try_next
    assert "leave the file out" in refusal.value.try_next
    assert everything(book) == before


# Midnight in Japan is 15:00 in UTC: a second before it the 20th is still to come, then it is today.
@pytest.mark.parametrize(("now", "has_come"), [("14:59:59", False), ("15:00:00", True)])
def test_a_day_that_is_still_to_come_is_refused(book, now, has_come) -> None:
    clock = datetime.fromisoformat(f"2026-11-19T{now}+00:00")
    order = asked(book, "fireblocks", "fireblocks-balances.csv", day=DAY)
    if has_come:
        assert not import_file(order, now=clock).already_there
        return
    for read in (import_file, preview):
        with pytest.raises(ImportConflict, match="still to come") as refusal:
            read(order, now=clock)
    assert (refusal.value.found, refusal.value.expected) == (DAY, "a day up to 2026-11-19")


@pytest.mark.parametrize("name", ["trust_balances.csv", "trust_balances/part.csv"])
def test_a_table_that_can_take_no_other_file_is_left_alone(book, name) -> None:
    (book / name).parent.mkdir(exist_ok=True)
    (book / name).write_text("day,trust_account_id,yen\n2026-11-20,T3,5\n")
    with pytest.raises(ImportConflict, match="cannot take another file"):
        bring(book, "camt053", "statement.camt053.xml")


def test_column_names_of_the_book_are_kept(book) -> None:
    with (book / "book.toml").open("a") as file:
        file.write('\n[columns.trust_balances]\nyen = "amount"\n')
    bring(book, "camt053", "statement.camt053.xml")
    assert held(book, "trust_balances", "amount") == [(1_680_000,)]
    bring(book, "mt940", "statement.mt940.txt")  # and are read back under their own names


def test_a_file_that_is_refused_leaves_nothing(book, tmp_path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes((EXAMPLES / "statement.camt053.xml").read_bytes()[:-40])
    before = everything(book)
    with pytest.raises(Exception, match="cut off"):
        bring(book, "camt053", broken)
    assert everything(book) == before


@pytest.mark.parametrize("moves_made", [0, 1, 2])
def test_a_killed_import_is_finished_by_the_next(book, monkeypatch, moves_made) -> None:
    made, whole = [], committing._move

    def stops(source: Path, goal: Path) -> None:
        if len(made) == moves_made:
            raise KeyboardInterrupt
        made.append(goal)
        whole(source, goal)

    monkeypatch.setattr(committing, "_move", stops)
    with pytest.raises(KeyboardInterrupt):
        bring(book, "camt053", "statement.camt053.xml")
    monkeypatch.undo()
    assert not list(records(book))
    bring(book, "mt940", "statement.mt940.txt")
    assert sorted(one.kind for one in records(book)) == ["camt053", "mt940"]
    assert held(book, "trust_balances", "trust_account_id, yen") == [("T1", 1_680_000), ("T2", 1_480_000)]
    assert bring(book, "camt053", "statement.camt053.xml").already_there


def test_two_imports_at_once_do_not_meet(book) -> None:
    with committing.staged(book), pytest.raises(ImportConflict, match="another import"):
        bring(book, "camt053", "statement.camt053.xml")


def test_a_broken_record_is_said_to_be(book) -> None:
    done = bring(book, "camt053", "statement.camt053.xml")
    (book / "imports" / f"{done.record.name}.json").write_text("{}")
    with pytest.raises(ImportConflict, match="record is broken"):
        bring(book, "mt940", "statement.mt940.txt")


def test_the_record_says_where_rows_came_from(book) -> None:
    done = bring(book, "zengin", "statement.zengin.txt")
    plain = json.loads((book / "imports" / f"{done.record.name}.json").read_text("utf-8"))
    assert (plain["file"], plain["kind"], plain["reader"]) == ("statement.zengin.txt", "zengin", "1")
    assert plain["size"] == 1212
    assert plain["totals"]["came_in"] == "280000"
    assert next(records(book)) == replace(done.record, totals=dict(done.record.totals))


# Outputs on the chain -------------------------------------------------------------------------------


def outputs(tmp_path: Path, *coins: Coin, magic: str = "f9beb4d9") -> Path:
    path = tmp_path / "u.dat"
    path.write_bytes(snapshot(list(coins), magic=magic))
    return path


def test_a_scan_leaves_out_wallets_that_it_may_not_have_scanned(book) -> None:
    done = bring(book, "scantxoutset", "scantxoutset.json", day=DAY)
    assert held(book, "wallet_balances", "wallet_id, units") == [
        ("W-COLD", 475_000_000),
        ("W-HOT", 20_000_000),
    ]
    assert ("W-TAPROOT", "not-in-scan") in done.left_out
    with (book / "import.toml").open("a") as file:
        file.write("\n[bitcoin]\nscan_is_whole = true\n")
    bring(book, "scantxoutset", "scantxoutset.json", day=DAY, replace=True)
    assert ("W-EMPTY", 0) in held(book, "wallet_balances", "wallet_id, units")


def test_outputs_of_others_are_counted_and_not_ours(book) -> None:
    totals = bring(book, "dumptxoutset", "utxo.dat", day=DAY).record.totals
    assert (totals["outputs"], totals["our_outputs"], totals["our_units"]) == (7, 4, 500_000_000)


def test_outputs_go_through_in_batches(book, monkeypatch) -> None:
    monkeypatch.setattr("hozen.workflows.importing.read_coins.BATCH", 2)
    bring(book, "dumptxoutset", "utxo.dat", day=DAY)
    assert ("W-COLD", 475_000_000) in held(book, "wallet_balances", "wallet_id, units")


def test_a_snapshot_needs_its_day_and_a_height_that_fits(book) -> None:
    with pytest.raises(ImportConflict, match="does not say of which day"):
        bring(book, "dumptxoutset", "utxo.dat")
    with pytest.raises(ImportConflict, match="above the height"):
        bring(book, "dumptxoutset", "utxo.dat", day=DAY, height=921_447)
    bring(book, "dumptxoutset", "utxo.dat", day=DAY, height=921_448)


def test_an_output_that_stands_twice_is_refused(book, tmp_path) -> None:
    # 3.5 BTC of W-COLD once more; the total fits: 4.95 + 3.5 = 8.45.
    text = (EXAMPLES / "scantxoutset.json").read_text()
    first = text[text.index("{", text.index('"unspents"')) : text.index("}", text.index('"unspents"')) + 1]
    path = tmp_path / "twice.json"
    path.write_text(text.replace(first, f"{first},{first}").replace("4.95000000", "8.45000000"))
    before = everything(book)
    with pytest.raises(ImportConflict, match="an output twice") as refusal:
        bring(book, "scantxoutset", path, day=DAY)
    assert refusal.value.where == f"{'a1' * 32}:0"
    assert everything(book) == before


def test_a_scan_at_another_height_than_said_is_refused(book) -> None:
    with pytest.raises(ImportConflict, match="another height"):
        bring(book, "scantxoutset", "scantxoutset.json", day=DAY, height=921_499)


def test_a_snapshot_of_another_network_is_refused(book, tmp_path) -> None:
    with pytest.raises(ImportConflict, match="another network"):
        bring(book, "dumptxoutset", outputs(tmp_path, magic="0b110907"), day=DAY)


def test_an_empty_snapshot_makes_every_wallet_empty(book, tmp_path) -> None:
    bring(book, "dumptxoutset", outputs(tmp_path), day=DAY)
    assert {units for (units,) in held(book, "wallet_balances", "units")} == {0}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("v8f3t4", "v8f3t5", "an address that is not one"),
        (
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
            "two wallets have one address",
        ),
        ("bip122:000000000019d6689c085ae165831e93", "bitcoin", "no wallet of that chain"),
    ],
)
def test_wallets_that_cannot_be_looked_up_are_refused(book, old, new, said) -> None:
    wallets = book / "wallets.csv"
    wallets.write_text(wallets.read_text().replace(old, new))
    with pytest.raises(ImportConflict, match=said):
        bring(book, "dumptxoutset", "utxo.dat", day=DAY)


def test_a_descriptor_is_left_out_and_said_to_be(book) -> None:
    wallets = book / "wallets.csv"
    wallets.write_text(wallets.read_text().replace("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "wpkh(xpub6/0/*)"))
    done = bring(book, "dumptxoutset", "utxo.dat", day=DAY)
    assert ("W-EMPTY", "descriptor") in done.left_out


def test_a_file_that_is_not_there_is_refused(book) -> None:
    with pytest.raises(ImportConflict, match="cannot be read"):
        bring(book, "camt053", "nothing.xml")
