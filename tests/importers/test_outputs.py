"""What is kept of a chain beside the balances: as of which block, and every output behind them."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from outside_files import BLOCK, COINS, EXAMPLES, P2PKH, P2WPKH, STRANGER, TAPROOT, Coin, book_in, snapshot

from hozen.engine import open_engine
from hozen.records import Query
from hozen.records.importers import ImportRefused
from hozen.workflows.importing import Asked, ImportConflict, Imported, import_file, records
from hozen.workflows.importing.our_scripts import OF_WALLET

DAY = date(2026, 11, 20)
MAIN = "bip122:000000000019d6689c085ae165831e93"
DAYS_END = datetime(2026, 11, 20, 15)  # midnight in Japan


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return book_in(tmp_path)


def bring(book: Path, kind: str, file: Path, **more: object) -> Imported:
    return import_file(Asked(kind, file, book, day=DAY, **more))  # type: ignore[arg-type]  # as the tests say


def held(files: list[Path], columns: str) -> list[tuple[object, ...]]:
    with open_engine("duckdb") as engine:
        source = engine.scan(files, "parquet", {})
        return list(engine.rows(Query("held", f"SELECT {columns} FROM {source} ORDER BY ALL", ())))


def table(book: Path, name: str, columns: str) -> list[tuple[object, ...]]:
    return held(sorted((book / name).glob("*.parquet")), columns)


def dump(folder: Path, *coins: Coin) -> Path:
    path = folder / "u.dat"
    path.write_bytes(snapshot(list(coins)))
    return path


def test_a_dump_says_as_of_which_block_it_is(book) -> None:
    bring(book, "dumptxoutset", EXAMPLES / "utxo.dat", height=921_500)
    (row,) = table(book, "chain_cutoffs", "day, chain, keeper, read_at, height, hash, finality_depth")
    assert row[:3] == (DAY, MAIN, "self")
    assert row[4:] == (921_500, BLOCK, None)
    assert str(row[3]).startswith("2026-11-20 15:00:00")  # it does not say when; the day's end stands


def test_a_dump_without_its_height_still_has_its_hash(book) -> None:
    bring(book, "dumptxoutset", EXAMPLES / "utxo.dat")
    assert table(book, "chain_cutoffs", "height, hash") == [(None, BLOCK)]


def test_each_chain_of_the_mapping_that_has_wallets_has_its_row(book) -> None:
    with (book / "import.toml").open("a") as file:
        file.write(f'\n[bitcoin]\nchains = ["{MAIN}", "bitcoin", "btc"]\n')
    wallets = book / "wallets.csv"
    hot = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2,"
    wallets.write_text(wallets.read_text().replace(f"{hot}{MAIN}", f"{hot}bitcoin"))
    bring(book, "dumptxoutset", EXAMPLES / "utxo.dat")
    assert table(book, "chain_cutoffs", "chain") == [(MAIN,), ("bitcoin",)]


def test_a_cut_off_that_the_book_has_already_is_not_doubled(book) -> None:
    (book / "chain_cutoffs").mkdir()
    with open_engine("duckdb") as engine:
        sql = f"""SELECT DATE '2026-11-20' AS day, '{MAIN}' AS chain, 'self' AS keeper, TIMESTAMP '2026-11-20 15:00:00'
            AS read_at, CAST(1 AS BIGINT) AS height, 'x' AS hash, CAST(6 AS BIGINT) AS finality_depth"""
        engine.write_parquet(Query("own", sql, ()), book / "chain_cutoffs" / "own.parquet")
    with pytest.raises(ImportConflict, match="rows of chain_cutoffs are there already"):
        bring(book, "dumptxoutset", EXAMPLES / "utxo.dat")


def test_every_output_behind_a_balance_is_kept_beside_the_record(book) -> None:
    done = bring(book, "dumptxoutset", EXAMPLES / "utxo.dat", height=921_500)
    (kept,) = done.record.kept
    path = book / kept.path
    assert (kept.what, kept.rows, path.parent) == ("outputs", 4, book / "imports")
    assert kept.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    ours = {P2WPKH: "W-COLD", P2PKH: "W-HOT", TAPROOT: "W-TAPROOT"}
    expected = sorted(
        (ours[one.script], one.script, one.txid, one.vout, one.satoshi, one.height)
        for one in COINS
        if one.script in ours
    )
    assert held([path], "wallet_id, script, txid, vout, units, height") == expected
    assert ("W-HOT", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2") in held([path], "wallet_id, address")
    assert next(records(book)).kept == done.record.kept


def test_the_outputs_come_to_the_balances_also_over_several_batches(book, monkeypatch) -> None:
    monkeypatch.setattr("hozen.workflows.importing.read_coins.BATCH", 2)
    done = bring(book, "dumptxoutset", EXAMPLES / "utxo.dat")
    path = book / done.record.kept[0].path
    sums: dict[object, int] = {}
    for wallet, units in held([path], "wallet_id, units"):
        sums[wallet] = sums.get(wallet, 0) + int(str(units))
    assert sums == {w: u for w, u in table(book, "wallet_balances", "wallet_id, units") if u}


def test_without_an_output_of_ours_nothing_is_kept(book, tmp_path) -> None:
    done = bring(book, "dumptxoutset", dump(tmp_path, Coin("a1" * 32, 0, STRANGER, 5, 9)))
    assert done.record.kept == ()


def test_a_replaced_imports_outputs_go_aside_with_it(book, tmp_path) -> None:
    first = bring(book, "dumptxoutset", EXAMPLES / "utxo.dat")
    done = bring(book, "dumptxoutset", dump(tmp_path, *COINS[:1]), replace=True)
    kept = [path.name for path in (book / "imports").glob("*.outputs.parquet")]
    assert kept == [Path(done.record.kept[0].path).name]
    aside = book / "imports" / "replaced" / f"{first.record.name}-1"
    moved = aside / first.record.kept[0].path.replace("/", "-")
    assert hashlib.sha256(moved.read_bytes()).hexdigest() == first.record.kept[0].sha256


def test_a_record_of_before_outputs_were_kept_is_read(book) -> None:
    done = bring(book, "dumptxoutset", EXAMPLES / "utxo.dat")
    path = book / "imports" / f"{done.record.name}.json"
    plain = json.loads(path.read_text("utf-8"))
    del plain["kept"]
    path.write_text(json.dumps(plain))
    assert next(records(book)).kept == ()


@pytest.mark.parametrize(
    # A coin mined in block h can be spent in block h + 100: at height 921,500 the next block is 921,501.
    ("mined", "immature"),
    [(921_401, 0), (921_402, 700), (921_500, 700)],
)
def test_mined_coins_that_cannot_be_spent_yet_are_counted_and_told_apart(
    book, tmp_path, mined, immature
) -> None:
    coins = Coin("a1" * 32, 0, P2WPKH, 700, mined, coinbase=True), Coin("b2" * 32, 0, P2WPKH, 30, 921_500)
    done = bring(book, "dumptxoutset", dump(tmp_path, *coins), height=921_500)
    assert done.record.totals["our_units"] == 730
    assert done.record.totals["immature_units"] == immature


# What hozen reads itself and writes down ------------------------------------------------------------


def scripts_of(book: Path) -> str:
    """The fingerprint of the wallets, by other code: (script, wallet_id, address) in the order of the ids."""
    rows = ["script,wallet_id,address"]
    known = {"W-COLD": P2WPKH, "W-HOT": P2PKH, "W-TAPROOT": TAPROOT}
    known["W-EMPTY"] = "a914b472a266d0bd89c13706a4132ccfb16f7c3b9fcb87"  # BIP-13's example address
    for line in sorted((book / "wallets.csv").read_text().splitlines()[1:]):
        wallet, address, *_ = line.split(",")
        if "(" in address:
            rows.append(f"{OF_WALLET}{wallet},{wallet},{address}")
        elif wallet in known:
            rows.append(f"{known[wallet]},{wallet},{address}")
    return hashlib.sha256("".join(f"{row}\n" for row in rows).encode()).hexdigest()


def reading(folder: Path, wallets: str, *unspents: dict[str, object], **changed: object) -> Path:
    total = sum(int(str(one["units"])) for one in unspents)
    plain = [
        {**{k: v for k, v in one.items() if k != "units"}, "amount": f"AMOUNT{one['units']}"}
        for one in unspents
    ]
    told = {"network": "main", "at": 1795153800, "finality_depth": 6, "wallets": wallets, **changed}
    document = {"hozen": told, "success": True, "height": 921_500, "bestblock": BLOCK, "unspents": plain}
    text = json.dumps({**document, "total_amount": f"AMOUNT{total}"})
    for units in sorted({total, *(int(str(one["units"])) for one in unspents)}, reverse=True):
        text = text.replace(f'"AMOUNT{units}"', f"{units // 10**8}.{units % 10**8:08d}")
    path = folder / "reading.json"
    path.write_text(text)
    return path


def unspent(units: int, script: str = P2WPKH, **more: object) -> dict[str, object]:
    return {"txid": "a1" * 32, "vout": 0, "scriptPubKey": script, "units": units, "height": 9, **more}


def test_a_reading_says_the_instant_and_the_depth(book, tmp_path) -> None:
    bring(book, "scantxoutset", reading(tmp_path, scripts_of(book), unspent(5)))
    (row,) = table(book, "chain_cutoffs", "read_at, height, hash, finality_depth")
    assert row[1:] == (921_500, BLOCK, 6)
    at = datetime.fromtimestamp(1795153800, UTC)
    assert str(row[0]).startswith(at.strftime("%Y-%m-%d %H:%M:%S"))


def test_a_reading_of_the_very_wallets_makes_the_others_empty(book, tmp_path) -> None:
    bring(book, "scantxoutset", reading(tmp_path, scripts_of(book), unspent(5)))
    assert table(book, "wallet_balances", "wallet_id, units") == [
        ("W-COLD", 5),
        ("W-EMPTY", 0),
        ("W-HOT", 0),
        ("W-TAPROOT", 0),
    ]


def test_a_reading_of_other_wallets_does_not(book, tmp_path) -> None:
    done = bring(book, "scantxoutset", reading(tmp_path, "0" * 64, unspent(5)))
    assert table(book, "wallet_balances", "wallet_id, units") == [("W-COLD", 5)]
    assert ("W-EMPTY", "not-in-scan") in done.left_out


def test_an_output_of_a_descriptor_belongs_to_its_wallet(book, tmp_path) -> None:
    wallets = book / "wallets.csv"
    wallets.write_text(wallets.read_text().replace("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "wpkh(xpub6/0/*)"))
    derived = unspent(7, STRANGER, wallet_id="W-EMPTY", address="1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
    done = bring(book, "scantxoutset", reading(tmp_path, scripts_of(book), unspent(5, vout=1), derived))
    assert ("W-EMPTY", 7) in table(book, "wallet_balances", "wallet_id, units")
    kept = held([book / done.record.kept[0].path], "wallet_id, address, units")
    assert kept[1] == ("W-EMPTY", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 7)


def test_a_descriptors_wallet_that_was_looked_for_may_be_empty_and_else_is_left_out(book, tmp_path) -> None:
    wallets = book / "wallets.csv"
    wallets.write_text(wallets.read_text().replace("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "wpkh(xpub6/0/*)"))
    with (book / "import.toml").open("a") as file:
        file.write("\n[bitcoin]\nscan_is_whole = true\n")
    done = bring(book, "scantxoutset", EXAMPLES / "scantxoutset.json")
    assert ("W-EMPTY", "descriptor") in done.left_out
    bring(book, "scantxoutset", reading(tmp_path, scripts_of(book)), replace=True)
    assert ("W-EMPTY", 0) in table(book, "wallet_balances", "wallet_id, units")


def test_a_reading_of_another_network_is_refused(book, tmp_path) -> None:
    path = reading(tmp_path, scripts_of(book), unspent(5), network="regtest")
    with pytest.raises(ImportConflict, match="another network"):
        bring(book, "scantxoutset", path)


@pytest.mark.parametrize(
    "changed", [{"at": -1}, {"at": "1"}, {"finality_depth": None}, {"wallets": "00"}, {"network": 1}]
)
def test_what_hozen_wrote_is_read_strictly(book, tmp_path, changed) -> None:
    changed = dict(changed)
    path = reading(tmp_path, changed.pop("wallets", scripts_of(book)), unspent(5), **changed)
    with pytest.raises(ImportRefused):
        bring(book, "scantxoutset", path)
