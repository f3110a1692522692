"""The day after a sample's last one: every break that was planted is cured by a record of the kind that a firm would make.

The world stays as it was; each cure adds entries, events, wallets, statements or money, and says why in its comment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from hozen.workflows.sample import Planted

CUSTOMER = "C000000001"  # whom the sample credits
KEEPER = "Sample Custody Kitakaze Co., Ltd."
Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class Day:
    """A book, its last day, and the next one, whose records are being written."""

    book: Path
    last: date
    next: date
    sql: duckdb.DuckDBPyConnection

    def balance(self, asset: str, units: int) -> None:
        """What the customer is owed, by so many units more."""
        self._change("customer_balances", f"customer_id = '{CUSTOMER}' AND asset = '{asset}'", units)

    def buffer(self, asset: str, units: int) -> None:
        """The firm's own crypto in customers' hot wallets, per its ledger."""
        self._change(
            "house_balances", f"asset = '{asset}' AND purpose = 'buffer' AND temperature = 'hot'", units
        )

    def holding(self, wallet: str, asset: str, units: int) -> None:
        """What a wallet holds."""
        self._change("wallet_balances", f"wallet_id = '{wallet}' AND asset = '{asset}'", units)

    def money(self, yen: int) -> None:
        """What the first trust holds."""
        first = "trust_account_id = (SELECT min(trust_account_id) FROM trust_balances)"
        self.sql.execute(f"UPDATE trust_balances SET yen = yen + {yen} WHERE day = '{self.next}' AND {first}")

    def entry(self, txid: str, asset: str, direction: str, units: int, whose: str = CUSTOMER) -> None:
        """What the ledger books for a transaction."""
        name = f"cure {txid} {direction}"
        self.add("ledger_entries", (self.next, name, txid, whose, asset, direction, units))

    def arrived(self, txid: str, like: str, kind: str, asset: str, units: int) -> None:
        """Coins that come to the address at which those of another transaction were."""
        self.sql.execute(
            f"""INSERT INTO chain_events
            SELECT '{self.next}', '{txid}', '{txid}', asset, NULL, chain, address, 'in', {units}, '{kind}', 'final',
                   height + 100, block_hash, NULL
            FROM chain_events WHERE txid = '{like}' AND asset = '{asset}' LIMIT 1"""
        )

    def add(self, table: str, row: Sequence[Cell]) -> None:
        """One row."""
        self.sql.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", list(row))

    def one(self, query: str) -> str:
        """The only cell of the only row."""
        ((cell,),) = self.sql.execute(query).fetchall()
        return str(cell)

    def wallet_at(self, txid: str) -> str:
        """The wallet at whose address a transaction moved something."""
        return self.one(
            "SELECT wallet_id FROM wallets w JOIN chain_events e ON w.address = e.address "
            f"WHERE e.txid = '{txid}' AND w.purpose = 'customer'"
        )

    def _change(self, table: str, where: str, units: int) -> None:
        changed = self.sql.execute(
            f"UPDATE {table} SET units = units + {units} WHERE day = '{self.next}' AND {where} RETURNING units"
        ).fetchall()
        assert len(changed) == 1, (table, where, changed)
        assert changed[0][0] >= 0, (table, where, changed)


def _take_back(day: Day, txid: str, asset: str, units: int) -> None:
    """Credited, and there is nothing for it: the entry is taken back."""
    day.entry(txid, asset, "debit", units)
    day.balance(asset, -units)


def _register(day: Day, txid: str, asset: str, units: int) -> None:
    """The address is the firm's: it becomes a wallet with its balance."""
    where = f"FROM chain_events WHERE txid = '{txid}'"
    address, chain = (day.one(f"SELECT {name} {where}") for name in ("address", "chain"))
    day.add("wallets", ("Y000000001", address, chain, "hot", "customer", "self"))
    day.add("wallet_balances", (day.next, "Y000000001", asset, units, None, None, "own node"))


def _count_once(day: Day, _: str, __: str, ___: int) -> None:
    """The second wallet at the address is counted no longer."""
    day.sql.execute(f"DELETE FROM wallet_balances WHERE day = '{day.next}' AND wallet_id = 'X000000002'")


def _new_statement(day: Day, txid: str, asset: str, units: int) -> None:
    """The custodian's next statement is of the day and has the coins."""
    kept = day.one(
        "SELECT wallet_id FROM wallets w JOIN chain_events e ON w.address = e.address "
        f"WHERE e.txid = '{txid}' AND w.keeper = '{KEEPER}'"
    )
    day.holding(kept, asset, units)
    day.sql.execute(
        f"UPDATE chain_cutoffs SET read_at = '{day.next} 14:00:00' WHERE day = '{day.next}' AND keeper = '{KEEPER}'"
    )


def _back_by(kind: str) -> Callable[[Day, str, str, int], None]:
    def cure(day: Day, txid: str, asset: str, units: int) -> None:
        """The coins come back to the wallet they left."""
        day.arrived(f"{txid} {kind}", txid, kind, asset, units)
        day.holding(day.wallet_at(txid), asset, units)

    return cure


def _book_for_the_firm(day: Day, txid: str, asset: str, units: int) -> None:
    """What came unasked is the firm's own, and its ledger says so."""
    day.entry(txid, asset, "credit", units, "house")
    day.buffer(asset, units)


def _book_the_fee(day: Day, txid: str, asset: str, units: int) -> None:
    """The firm bears the fee, out of its own coins in the wallets."""
    day.entry(txid, asset, "debit", units, "house")
    day.buffer(asset, -units)


def _credit(day: Day, txid: str, asset: str, units: int) -> None:
    """The customer whose deposit it was is credited."""
    day.entry(txid, asset, "credit", units)
    day.balance(asset, units)


def _give_up(day: Day, _: str, asset: str, units: int) -> None:
    """The deposit never came: it is in flight no more, and what was credited ahead is taken back."""
    day.sql.execute(f"DELETE FROM transfers WHERE day = '{day.next}' AND transfer_id = 'S00001'")
    day.balance(asset, -units)


def _top_up(day: Day, txid: str, asset: str, units: int) -> None:
    """Nobody knows where they are: the firm puts its own coins there, for the customers."""
    day.arrived(f"{txid} top-up", "sound-XRP-1", "transfer", asset, units)
    day.entry(f"{txid} top-up", asset, "credit", units, "house")
    day.holding(day.wallet_at("sound-XRP-1"), asset, units)


CURES: dict[str, Callable[[Day, str, str, int], None]] = {
    "break_reorg": _take_back,
    "break_wrong_asset": _take_back,
    "break_unmapped_address": _register,
    "break_duplicate_address": _count_once,
    "break_stale_statement": _new_statement,
    "break_staked": _back_by("unstake"),
    "break_wrapped": _back_by("unwrap"),
    "break_airdrop_or_fork": _book_for_the_firm,
    "break_fee_not_booked": _book_the_fee,
    "break_double_credit": _take_back,
    "break_decimals": _take_back,  # credited ten times over: the break is the nine
    "break_dust": _book_for_the_firm,
    "break_missed_deposit": _credit,
    "break_expired_transfer": _give_up,
    "break_unknown": _top_up,
    "trust_gap": lambda day, _, __, yen: day.money(yen),
}
FOLDERS = ("customer_balances", "wallet_balances")
SINGLE = ("house_balances", "trust_balances", "prices", "transfers", "chain_cutoffs")
GROWING = ("chain_events", "ledger_entries", "wallets")


def write_next_day(book: Path, last: date, following: date, planted: Iterable[Planted]) -> None:
    """The records of `following`: as on `last`, with every planted break cured."""
    with duckdb.connect() as sql:
        for name in (*FOLDERS, *SINGLE, *GROWING):
            where = f"{book}/{name}/*/*.parquet" if name in FOLDERS else f"{book}/{name}.parquet"
            sql.execute(
                f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{where}', hive_partitioning=false)"
            )
        for name in (*FOLDERS, *SINGLE):
            sql.execute(
                f"INSERT INTO {name} SELECT * REPLACE (DATE '{following}' AS day) FROM {name} WHERE day = '{last}'"
            )
        sql.execute(f"UPDATE chain_cutoffs SET read_at = read_at + INTERVAL 1 DAY WHERE day = '{following}'")
        day = Day(book, last, following, sql)
        for one in planted:
            CURES[one.plant.name](day, one.plant.name, one.subject, one.amount)
        for name in FOLDERS:
            place = book / name / f"day={following}"
            place.mkdir()
            sql.execute(f"COPY (FROM {name} WHERE day = '{following}') TO '{place}/part-000.parquet'")
        for name in (*SINGLE, *GROWING):
            sql.execute(f"COPY {name} TO '{book}/{name}.parquet'")
