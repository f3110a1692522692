"""The firm's wallets: nine of each asset, and the customers' deposit addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hozen.workflows.sample.chance import BITS, WHOLE, Chance
from hozen.workflows.sample.coins import Coin, by_weight
from hozen.workflows.sample.plan import AssetPlan
from hozen.workflows.sample.rows import Row, in_order, literal, rows_sql, typed_sql

KEEPER = "Sample Custody Kitakaze Co., Ltd."
# (purpose, temperature, keeper) of each asset's nine wallets; `held` gives the units in this order.
ROLES = (
    ("customer", "cold", "self"),
    ("customer", "cold", "self"),
    ("customer", "cold", KEEPER),
    ("customer", "hot", "self"),
    ("customer", "warm", "self"),
    ("guarantee", "cold", "self"),
    ("guarantee", "hot", "self"),
    ("own", "cold", "self"),
    ("own", "hot", "self"),
)
_GENESIS = date(2009, 1, 3).toordinal()  # made-up chains all begin then
_APART = (
    5_867_321  # from one week's draws to the next: a year of weeks, each of so many addresses, shares none
)
_PARTS = 512  # a deposit address holds up to twice the mean, in this many parts of the mean


def wallet_name(number: int) -> str:
    """The id of a wallet."""
    return f"W{number + 1:09d}"


def wallets_sql(chance: Chance, coins: Sequence[Coin], deposits: int) -> str:
    """The table `wallets`: each asset's nine, then `deposits` addresses, in the order of their ids."""
    fixed = rows_sql("wallets", fixed_wallets(chance, coins))
    if not deposits:
        return fixed
    first, slots = len(coins) * len(ROLES) + 1, by_weight(coins)
    types = {"slot": "BIGINT", "prefix": "VARCHAR", "chain": "VARCHAR"}
    known = typed_sql(types, ((number, coin.prefix, coin.chain) for number, coin in enumerate(slots)))
    addresses = f"""
        SELECT 'W' || lpad(CAST(range + {first} AS VARCHAR), 9, '0'),
                prefix || substr(md5({literal(f"{chance.seed}:address:")} || CAST(range AS VARCHAR)), 1, 30),
                chain, 'hot', 'customer', 'self'
        FROM range({deposits}) JOIN ({known}) s ON range % {len(slots)} = s.slot"""
    return f"({fixed}) UNION ALL ({in_order(addresses, 'range', deposits)})"


def fixed_wallets(chance: Chance, coins: Sequence[Coin]) -> list[Row]:
    """Rows of `wallets` for every asset's nine."""
    owners = [(coin, role) for coin in coins for role in ROLES]
    return [
        (wallet_name(number), _address(chance, coin, number), coin.chain, temperature, purpose, keeper)
        for number, (coin, (purpose, temperature, keeper)) in enumerate(owners)
    ]


def _address(chance: Chance, coin: Coin, number: int) -> str:
    digest = hashlib.sha256(f"{chance.seed}:wallet:{number}".encode()).hexdigest()
    return f"{coin.prefix}{digest[:30]}"


def held(plan: AssetPlan, on_deposit: int) -> tuple[int, ...]:
    """Units in each of the asset's nine wallets, in the order of ROLES; nothing is lost in the split."""
    cold, other = plan.cold_wallets, plan.other_wallets - on_deposit
    first, second, warm, own = cold // 2, cold * 3 // 10, other // 5, plan.own * 3 // 5
    return (
        *(first, second, cold - first - second),
        *(other - warm, warm),
        *(plan.guarantee_cold, plan.guarantee_hot),
        *(own, plan.own - own),
    )


@dataclass(frozen=True, slots=True)
class Block:
    """The block of a chain at which all balances on it were read on a day."""

    height: int
    hash: str

    @classmethod
    def of(cls, chance: Chance, chain: str, day: date) -> Block:
        """Made up, but the same for everything read on that chain and day; higher from day to day."""
        digest = hashlib.sha256(f"{chance.seed}:block:{chain}:{day}".encode()).hexdigest()
        per_day = 100 + chance.at(f"blocks a day of {chain}", 0, 7000)
        return cls((day.toordinal() - _GENESIS) * per_day, digest)


def fixed_rows(
    chance: Chance, plans: Sequence[AssetPlan], day: date, on_deposit: Mapping[str, int]
) -> list[Row]:
    """The day's rows of `wallet_balances` for every asset's nine wallets."""
    rows: list[Row] = []
    for plan in plans:
        block = Block.of(chance, plan.coin.chain, day)
        units = held(plan, on_deposit.get(plan.coin.symbol, 0))
        for (_, _, keeper), amount in zip(ROLES, units, strict=True):
            name = wallet_name(len(rows))
            # A custodian states a balance; it does not say at which block.
            seen = (block.height, block.hash, "own node") if keeper == "self" else (None, None, "statement")
            rows.append((day, name, plan.coin.symbol, amount, *seen))
    return rows


def deposit_rows_sql(chance: Chance, plans: Sequence[AssetPlan], day: date, deposits: int) -> str:
    """The day's rows of `wallet_balances` for `deposits` addresses: about three tenths of what is hot.

    Never more than six tenths, so that the main wallets always hold a rest.
    """
    slots, first = by_weight([plan.coin for plan in plans]), len(plans) * len(ROLES) + 1
    rows = _shares(chance, plans, day, deposits)
    types = {
        "slot": "BIGINT",
        "asset": "VARCHAR",
        "part": "DECIMAL(34,0)",
        "last": "BIGINT",
        "block_height": "BIGINT",
        "block_hash": "VARCHAR",
    }
    index = f"range + {day.toordinal() // 7 * _APART}"  # an address keeps its balance for a week
    sql = f"""
        SELECT {literal(day)} AS day, 'W' || lpad(CAST(range + {first} AS VARCHAR), 9, '0') AS wallet_id, asset,
               CAST(part * CAST({chance.sql("address", index, 2 * _PARTS)} AS DECIMAL(4,0))
                    + (({chance.sql("last units", index)} * last) >> {BITS}) AS DECIMAL(38,0)) AS units,
               block_height, block_hash, 'own node' AS source
        FROM range({deposits}) JOIN ({typed_sql(types, rows)}) s ON range % {len(slots)} = s.slot"""
    return in_order(sql, "range", deposits)


def _shares(chance: Chance, plans: Sequence[AssetPlan], day: date, deposits: int) -> list[Row]:
    """(slot, asset, part of the mean, bound of the last units, block height, block hash)."""
    known = {plan.coin.symbol: plan for plan in plans}
    slots = by_weight([plan.coin for plan in plans])
    rows: list[Row] = []
    for number, coin in enumerate(slots):
        addresses = coin.weight * (deposits // len(slots) + 1)  # at most one too many for each slot
        part = known[coin.symbol].other_wallets * 3 // 10 // addresses // _PARTS
        block = Block.of(chance, coin.chain, day)
        rows.append((number, coin.symbol, part, min(part, WHOLE), block.height, block.hash))
    return rows
