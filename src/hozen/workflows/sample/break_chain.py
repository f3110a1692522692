"""How a planted break changes the last day's wallets and what chain and ledger tell of it, and by exactly how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hozen.workflows.sample.errors import SampleError
from hozen.workflows.sample.moves import ChainMoves
from hozen.workflows.sample.plan import AssetPlan, DayPlan
from hozen.workflows.sample.plants import Plant, Said

DUST, DEPOSIT = 50, 100  # yen: a missed deposit that is worth less would be taken for dust
_ELSEWHERE = "eip155:56/slip44:714"
_HOT, _WARM, _KEPT = 3, 4, 2  # places in ROLES: customers' hot and warm wallets, and the custodian's cold one
_UNITS = {"BTC": "satoshi", "ETH": "wei", "XRP": "drops"}

Tell = Callable[[ChainMoves, AssetPlan, str, int], int]
"""Adds the rows of evidence for so many units; gives the effect: what the wallets show more than is expected."""


def break_chain(plant: Plant, number: int, plan: DayPlan, moves: ChainMoves) -> tuple[DayPlan, Said]:
    """Plant one break. SampleError where the sample is so small that there is nothing to break."""
    symbol, tell = _BREAKS[plant.name]
    one = plan.assets[symbol]
    units = one.owed // 20_000 + number
    if one.owed < 20_000:
        raise _too_small(plant.name, f"{one.owed} {_UNITS[symbol]} owed", "at least 20,000")
    doubled = moves.doubled
    effect = tell(moves, one, plant.name, units)
    held = effect - (moves.doubled - doubled)
    changed = replace(one, missing=one.missing - held, apart=moves.apart.get(symbol, 0))
    return replace(plan, assets={**plan.assets, symbol: changed}), (symbol, abs(effect), _UNITS[symbol])


def _too_small(name: str, found: str, expected: str) -> SampleError:
    message = f"the sample is too small for the plant {name}"
    return SampleError(message, found=found, expected=expected, try_next="ask for more customers")


def _reorg(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
    moves.event(one.coin, txid, moves.address(one.coin, _HOT), units, status="reorged")
    moves.entry(one.coin, txid, units)
    return -units


def _wrong_asset(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
    moves.event(one.coin, txid, moves.address(one.coin, _HOT), units, caip19=_ELSEWHERE)
    moves.entry(one.coin, txid, units)
    return -units


def _unmapped(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
    moves.event(one.coin, txid, f"{one.coin.prefix}change-of-{txid}", units)
    moves.entry(one.coin, txid, units)
    return -units


def _duplicate(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
    address = f"{one.coin.prefix}{txid}"
    moves.wallet(one.coin, "X000000001", address, units)
    moves.wallet(one.coin, "X000000002", address, units, again=True)
    return units  # that the lists show more than there is; nothing is missing


def _stale(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
    moves.stated[one.coin.chain] = moves.day - timedelta(days=1)
    moves.event(one.coin, txid, moves.address(one.coin, _WARM), -units)
    moves.event(one.coin, txid, moves.address(one.coin, _KEPT), units)
    return -units


def _away(kind: str) -> Tell:
    def tell(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
        moves.event(one.coin, txid, moves.address(one.coin, _HOT), -units, kind=kind)
        return -units

    return tell


def _arrived(kind: str) -> Tell:
    def tell(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
        moves.event(one.coin, txid, moves.address(one.coin, _HOT), units, kind=kind)
        return units

    return tell


def _missed(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
    if one.value(units) < DEPOSIT:
        worth = f"{units} {_UNITS[one.coin.symbol]} for a deposit, worth less than ¥{DEPOSIT}"
        raise _too_small("break_missed_deposit", worth, f"¥{DEPOSIT} or more")
    return _arrived("transfer")(moves, one, txid, units)


def _double(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
    moves.event(one.coin, txid, moves.address(one.coin, _HOT), units)
    moves.entry(one.coin, txid, units)
    moves.entry(one.coin, txid, units)
    return -units


def _decimals(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
    moves.event(one.coin, txid, moves.address(one.coin, _HOT), units)
    moves.entry(one.coin, txid, 10 * units)
    return -9 * units


def _dust(moves: ChainMoves, one: AssetPlan, txid: str, _: int) -> int:
    units = int(Fraction(DUST) / one.value(1))
    moves.event(one.coin, txid, moves.address(one.coin, _HOT), units)
    return units


def _expired(moves: ChainMoves, one: AssetPlan, txid: str, units: int) -> int:
    ended = moves.day - timedelta(days=1)
    row = (moves.day, "S00001", one.coin.symbol, "deposit", "ledger", units, txid, None, ended, None)
    moves.transfers.append(row)
    return -units


def _unknown(_: ChainMoves, __: AssetPlan, ___: str, units: int) -> int:
    return -units


_BREAKS: Mapping[str, tuple[str, Tell]] = {
    "break_reorg": ("BTC", _reorg),
    "break_wrong_asset": ("ETH", _wrong_asset),
    "break_unmapped_address": ("XRP", _unmapped),
    "break_duplicate_address": ("BTC", _duplicate),
    "break_stale_statement": ("ETH", _stale),
    "break_staked": ("ETH", _away("stake")),
    "break_wrapped": ("ETH", _away("wrap")),
    "break_airdrop_or_fork": ("BTC", _arrived("fork")),
    "break_fee_not_booked": ("BTC", _away("fee")),
    "break_double_credit": ("BTC", _double),
    "break_decimals": ("XRP", _decimals),
    "break_dust": ("XRP", _dust),
    "break_missed_deposit": ("ETH", _missed),
    "break_expired_transfer": ("ETH", _expired),
    "break_unknown": ("XRP", _unknown),
}
