"""The written definitions of each typology (start values of the rule table), in plain Python over a tape and its truth.

An oracle for the plants: a case that does not meet its own typology's definition is a fault of the planting.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median, pstdev

import duckdb

SECOND, MINUTE = 1_000_000, 60_000_000
HOUR, DAY = 60 * MINUTE, 1440 * MINUTE
DAY_ENDS_AT = 15 * HOUR  # midnight in Japan, in UTC


@dataclass
class Event:
    seq: int
    at: int
    symbol: str
    order: str
    account: str
    event: str
    side: str
    price: float
    amount: float
    remaining: float
    traded: float
    trade: str | None


@dataclass
class Trade:
    trade: str
    at: int
    symbol: str
    price: float
    amount: float
    buyer: str
    seller: str
    taker: str
    buy_order: str
    sell_order: str

    @property
    def who(self) -> tuple[str, str]:
        return self.buyer, self.seller


@dataclass
class Case:
    case: str
    typology: str
    play: str
    twin: bool
    symbols: list[str] = field(default_factory=list)
    accounts: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    trades: list[Trade] = field(default_factory=list)
    start: int = 0
    end: int = 0


class Tape:
    """A tape and its truth, read whole: for small tapes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events = [
            Event(*row)
            for row in self.rows(
                "tape/order_events",
                'seq, epoch_us("timestamp"), symbol, order_id, account_id, event, side, CAST(price AS DOUBLE), '
                "CAST(amount AS DOUBLE), CAST(remaining AS DOUBLE), CAST(traded AS DOUBLE), trade_id",
            )
        ]
        self.trades = [
            Trade(*row)
            for row in self.rows(
                "tape/trades",
                'trade_id, epoch_us("timestamp"), symbol, CAST(price AS DOUBLE), CAST(amount AS DOUBLE), '
                "buy_account_id, sell_account_id, taker_side, buy_order_id, sell_order_id",
            )
        ]
        accounts = self.rows("tape/accounts", "account_id, owner_id, kind, stp_off")
        self.owner = {row[0]: row[1] for row in accounts}
        self.kind = {row[0]: row[2] for row in accounts}
        self.links = {frozenset(row) for row in self.rows("tape/account_links", "account_a, account_b")}
        self.of_symbol: dict[str, list[Trade]] = defaultdict(list)
        for trade in self.trades:
            self.of_symbol[trade.symbol].append(trade)
        self.cases = self._cases()

    def rows(self, table: str, columns: str) -> list[tuple]:
        return duckdb.sql(f"SELECT {columns} FROM '{self.folder}/{table}.parquet'").fetchall()

    def _cases(self) -> dict[str, Case]:
        cases: dict[str, Case] = {}
        columns = "case_id, typology, play, twin, symbol, accounts, from_us, to_us"
        for case, typology, play, twin, symbol, accounts, start, end in self.rows("truth/truth", columns):
            one = cases.setdefault(case, Case(case, typology, play, twin))
            one.symbols.append(symbol)
            one.accounts |= set(json.loads(accounts))
            one.start, one.end = min(one.start or start, start), max(one.end, end)
        by_seq, by_trade = {one.seq: one for one in self.events}, {one.trade: one for one in self.trades}
        for case, row in self.rows("truth/truth_rows_order_events", "case_id, row_id"):
            cases[case].events.append(by_seq[int(row)])
        for case, row in self.rows("truth/truth_rows_trades", "case_id, row_id"):
            cases[case].trades.append(by_trade[row])
        return cases

    def around(self, symbol: str, start: int, end: int) -> list[Trade]:
        return [one for one in self.of_symbol[symbol] if start <= one.at <= end]


def share(trades: list[Trade], accounts: set[str]) -> float:
    whole = sum(one.amount for one in trades)
    return sum(one.amount for one in trades if accounts & set(one.who)) / whole if whole else 0


def self_match(tape: Tape, case: Case) -> bool:
    """owner(buy) = owner(sell) on a fill; a maker that declared it is exempt."""
    same = [one for one in case.trades if tape.owner[one.buyer] == tape.owner[one.seller]]
    return any(tape.kind[one.buyer] != "maker" for one in same)


def linked_owners(tape: Tape, case: Case) -> bool:
    """A fill between different owners that a chain of links joins."""
    return any(
        tape.owner[one.buyer] != tape.owner[one.seller] and joined(tape, one.buyer, one.seller)
        for one in case.trades
    )


def joined(tape: Tape, one: str, other: str) -> bool:
    seen, todo = {one}, [one]
    while todo:
        here = todo.pop()
        for link in tape.links:
            if here in link:
                fresh = set(link) - seen
                seen |= fresh
                todo += fresh
    return other in seen


def matched(tape: Tape, case: Case) -> bool:
    """Opposite new orders within 1 s, price equal, quantities within 1 %, three or more a day."""
    news = [one for one in case.events if one.event == "NEWO"]
    days: dict[int, int] = defaultdict(int)
    for first, second in pairwise(news):
        days[(first.at + 9 * HOUR) // DAY] += (
            first.side != second.side
            and first.account != second.account
            and second.at - first.at <= SECOND
            and first.price == second.price
            and abs(first.amount - second.amount) <= 0.01 * max(first.amount, second.amount)
        )
    return max(days.values()) >= 3


def ring(tape: Tape, case: Case) -> bool:
    """Three or more accounts whose trades with each other leave everyone where he was (1 % of the mean trade)."""
    among = [one for one in case.trades if set(one.who) <= case.accounts]
    net: dict[str, float] = defaultdict(float)
    for one in among:
        net[one.buyer] += one.amount
        net[one.seller] -= one.amount
    mean = sum(one.amount for one in among) / len(among)
    return len(net) >= 3 and max(map(abs, net.values())) <= 0.01 * mean


def painting(tape: Tape, case: Case) -> bool:
    """Few parties stand for more than half of the trades shown, and the price goes one way or the volume is thrice."""
    trades = tape.around(case.symbols[0], case.start, case.end)
    mine = [one for one in trades if set(one.who) <= case.accounts]
    steps = [b.price - a.price for a, b in pairwise(mine)]
    one_way = max(sum(one >= 0 for one in steps), sum(one <= 0 for one in steps)) >= 0.9 * len(steps)
    return len(mine) / len(trades) > 0.5 and len(mine) >= 10 and one_way


def fills(case: Case) -> list[Event]:
    return [one for one in case.events if one.event in ("PARF", "FILL")]


def cancelled(case: Case) -> list[tuple[Event, Event]]:
    """(new, cancel) of orders that ended by their owner's cancel."""
    news = {one.order: one for one in case.events if one.event == "NEWO"}
    return [(news[one.order], one) for one in case.events if one.event == "CAME"]


def spoofing(tape: Tape, case: Case) -> bool:
    """A large order (over 5 times the own fill opposite), an opposite fill while it lives, cancelled after it.

    It lives under 5 s, or under 20 minutes where it is done by hand.
    """
    for new, cancel in cancelled(case):
        opposite = [one for one in fills(case) if one.side != new.side and new.at <= one.at <= cancel.at]
        got = sum(one.traded for one in opposite)
        if opposite and new.amount > 5 * got and cancel.at - new.at < 20 * MINUTE:
            return True
    return False


def layering(tape: Tape, case: Case) -> bool:
    """Three levels or more on one side, cancelled within 10 s of an opposite fill; no declared maker."""
    for fill in fills(case):
        if tape.kind[fill.account] == "maker":
            return False
        gone = [
            new.price
            for new, cancel in cancelled(case)
            if new.side != fill.side and new.at <= fill.at and 0 <= cancel.at - fill.at <= 10 * SECOND
        ]
        if len(set(gone)) >= 3:
            return True
    return False


def quote_stuffing(tape: Tape, case: Case) -> bool:
    """More than 20 messages in a second of one account, more than 95 % of the orders cancelled."""
    sent = [one.at for one in case.events if one.event in ("NEWO", "CAME", "REME")]
    busiest = max(sum(at <= other < at + SECOND for other in sent) for at in sent[::10])
    news = sum(one.event == "NEWO" for one in case.events)
    return busiest > 20 and sum(one.event == "CAME" for one in case.events) / news > 0.95


def day_ends(case: Case) -> list[int]:
    """Reference times that follow the case's orders within half an hour."""
    ends = {(one.at - DAY_ENDS_AT + DAY - 1) // DAY * DAY + DAY_ENDS_AT for one in case.events}
    return sorted(end for end in ends if any(0 <= end - one.at <= 30 * MINUTE for one in case.events))


def marking(tape: Tape, case: Case) -> bool:
    """In the 10 minutes before the reference time: share over 20 %, price moved its way by more than 1 %."""
    hits = 0
    for end in day_ends(case):
        window = tape.around(case.symbols[0], end - 10 * MINUTE, end)
        before = tape.around(case.symbols[0], end - DAY, end - 10 * MINUTE)
        way = 1 if any(one.buyer in case.accounts for one in window) else -1
        moved = way * (window[-1].price / before[-1].price - 1)
        hits += moved > 0.01 and max(share(window, {one}) for one in case.accounts) > 0.2
    return hits >= 1


def profit(case: Case) -> float:
    return sum(
        one.amount * one.price * ((one.seller in case.accounts) - (one.buyer in case.accounts))
        for one in case.trades
    )


def mine_of(case: Case) -> tuple[int, list[Trade], list[Trade]]:
    """(way, trades of the first side, trades of the other side)."""
    bought = [one for one in case.trades if one.buyer in case.accounts]
    sold = [one for one in case.trades if one.seller in case.accounts]
    return (1, bought, sold) if bought and (not sold or bought[0].at < sold[0].at) else (-1, sold, bought)


def average(trades: list[Trade]) -> float:
    return sum(one.price * one.amount for one in trades) / sum(one.amount for one in trades)


def ramping(tape: Tape, case: Case) -> bool:
    """Five or more successive new highs by aggressive orders, then opposite trades at a better price."""
    way, first, second = mine_of(case)
    by_order: dict[str, float] = {}
    for one in first:
        key = one.buy_order if way > 0 else one.sell_order
        by_order[key] = max(by_order.get(key, -1e18), way * one.price)
    best, highs = -1e18, 0
    for top in by_order.values():
        highs += top > best
        best = max(best, top)
    return highs >= 5 and bool(second) and way * (average(second) - average(first)) > 0


def momentum_ignition(tape: Tape, case: Case) -> bool:
    """A burst, the market follows by 1 % or more, closed on the other side within 10 minutes, with a gain."""
    way, first, second = mine_of(case)
    if not second or second[0].at - first[-1].at > 10 * MINUTE:
        return False
    between = tape.around(case.symbols[0], first[0].at, second[0].at)
    moved = max(way * (one.price / first[0].price - 1) for one in between)
    return moved >= 0.01 and way * (average(second) - average(first)) > 0


def pump_dump(tape: Tape, case: Case) -> bool:
    """A 25 s chunk with 8 or more multi-fill market buys and a high 6 % above the last hour; early buyers sell into it."""
    trades = tape.of_symbol[case.symbols[0]]
    sold = [one for one in case.trades if one.seller in case.accounts]
    bought = [one for one in case.trades if sold and one.buyer in case.accounts and one.at < sold[0].at]
    if not bought:
        return False
    around = [one for one in trades if sold[0].at - 3 * MINUTE < one.at < sold[-1].at + MINUTE]
    chunks: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in around:
        if one.taker == "buy":
            chunks[one.at // (25 * SECOND)][one.buy_order] += 1
    rush = max(sum(count > 1 for count in orders.values()) for orders in chunks.values())
    hour = [one.price for one in trades if around[0].at - HOUR < one.at < around[0].at]
    return rush >= 8 and max(one.price for one in around) > 1.06 * max(hour)


def front_running(tape: Tape, case: Case) -> bool:
    """Same side within 60 s before a client's order over the 95th percentile; unwound on the other side after it."""
    news = [one for one in case.events if one.event == "NEWO"]
    sizes = sorted(one.amount for one in tape.events if one.event == "NEWO" and one.symbol == case.symbols[0])
    p95 = sizes[len(sizes) * 95 // 100]
    for one in news:
        big = [
            other
            for other in tape.events
            if other.symbol == one.symbol
            and other.event == "NEWO"
            and other.account not in case.accounts
            and other.side == one.side
            and 0 < other.at - one.at < MINUTE
            and other.amount > p95
        ]
        if big and any(later.side != one.side and later.at > big[0].at for later in news):
            return True
    return False


def insider(tape: Tape, case: Case) -> bool:
    """Net buyer (seller, if bad) before each fact, in large orders, and better off the day after."""
    sizes = sorted(one.amount for one in tape.events if one.event == "NEWO" and one.symbol == case.symbols[0])
    news = [one.amount for one in case.events if one.event == "NEWO" and one.symbol == case.symbols[0]]
    if median(news) < sizes[len(sizes) * 75 // 100]:
        return False
    return any(ahead_of_news(tape, case, symbol) for symbol in case.symbols)


def ahead_of_news(tape: Tape, case: Case, symbol: str) -> bool:
    own = [one for one in case.trades if one.symbol == symbol]
    facts = tape.rows("tape/announcements", "epoch_us(published_at), effect, symbol")
    for at, effect in [(at, effect) for at, effect, of in facts if of == symbol]:
        way = 1 if effect == "good" else -1
        before = [one for one in own if at - 14 * DAY < one.at < at]
        after = [one.price for one in tape.of_symbol[symbol] if at + 30 * MINUTE < one.at < at + DAY]
        net = sum(
            one.amount * ((one.buyer in case.accounts) - (one.seller in case.accounts)) for one in before
        )
        if before and after and net * way > 0 and way * (median(after) - average(before)) > 0:
            return True
    return False


def cross_venue(tape: Tape, case: Case) -> bool:
    """The venue's price is more than 1 % off the others' median for more than 60 s, while the accounts trade."""
    sql = (
        'SELECT epoch_us("timestamp"), CAST(median(CAST(price AS DOUBLE)) AS DOUBLE) FROM '
        f"'{tape.folder}/tape/prices_elsewhere.parquet' WHERE symbol = '{case.symbols[0]}' GROUP BY 1"
    )
    elsewhere = dict(duckdb.sql(sql).fetchall())
    off = [
        one.at
        for one in tape.around(case.symbols[0], case.start, case.end)
        if abs(one.price / elsewhere[one.at // MINUTE * MINUTE] - 1) > 0.01
    ]
    return len(off) > 3 and off[-1] - off[0] > MINUTE


def abnormal(tape: Tape, case: Case) -> bool:
    """Return of a minute over five robust deviations, and three accounts have more than half of the volume."""
    trades = tape.of_symbol[case.symbols[0]]
    last: dict[int, float] = {}
    for one in trades:
        last[one.at // MINUTE] = one.price
    minutes = sorted(last)
    moves = {b: last[b] / last[a] - 1 for a, b in pairwise(minutes)}
    middle = median(moves.values())
    spread = 1.4826 * median(abs(one - middle) for one in moves.values())
    hot = [at for at in moves if case.start // MINUTE <= at <= case.end // MINUTE + 1]
    strong = max(abs(moves[at] - middle) / (spread or 1e-9) for at in hot)
    window = tape.around(case.symbols[0], case.start, case.end)
    who = {one for trade in window for one in trade.who if tape.kind[one] != "maker"}
    largest = sorted(who, key=lambda one: share(window, {one}))[-3:]
    return strong > 5 and share(window, set(largest)) > 0.5


def high_share(tape: Tape, case: Case) -> bool:
    """Over 20 % of the day's volume on three or more of five days; a declared maker is meant to have it."""
    if any(tape.kind[one] == "maker" for one in case.accounts):
        return False
    days: dict[int, list[Trade]] = defaultdict(list)
    for one in tape.of_symbol[case.symbols[0]]:
        days[(one.at + 9 * HOUR) // DAY].append(one)
    high = [day for day in sorted(days) if share(days[day], case.accounts) > 0.2]
    return any(len([one for one in high if day <= one < day + 5]) >= 3 for day in high)


def price_fixing(tape: Tape, case: Case) -> bool:
    """A share far above the usual (here: 40 %) while the price hardly moves: its deviation is under 0.3 %."""
    window = tape.around(case.symbols[0], case.start, case.end)
    prices = [one.price for one in window]
    return share(window, case.accounts) > 0.4 and pstdev(prices) / prices[0] < 0.003 and len(prices) >= 10


DEFINITIONS = {
    one.__name__: one
    for one in (
        *(self_match, linked_owners, matched, ring, painting, spoofing, layering, quote_stuffing, marking),
        *(ramping, price_fixing, momentum_ignition, pump_dump, front_running, insider, cross_venue, abnormal),
        high_share,
    )
}
