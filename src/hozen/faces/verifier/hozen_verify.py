#!/usr/bin/env python3
"""Check that your balances are in what an exchange published. Python 3.9 or later, and nothing else.

    python3 hozen_verify.py SNAPSHOT PROOF --account ID --published COMMITMENT --balance BTC=1.5 --balance ETH=0

Take COMMITMENT from elsewhere than the two files: a newspaper, the regulator, another customer. Give every balance that
your account shows, and BTC:debt=0.1 for what you owe. Exit code: 0 it holds, 1 it could not be checked, 2 it does not.
Also checked where given, together: --signature FILE --public-key HEX, the exchange's key as you know it from elsewhere.

How (format hozen-proof/1): hashing the snapshot's fields must give the commitment you know. Account id and the proof's
key make your name in the leaves. Each part of a balance is hashed to its leaf, and with its siblings, hash and sum, up
to the snapshot's root and total: whoever is shown another sum sees another root. The parts add up to what you say.
"""

import hashlib
import hmac
import json
import re
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import datetime
from pathlib import Path
from typing import Any

Place = tuple[str, str]  # side and asset
Trees = dict[Place, tuple[int, bytes, int, int]]  # decimals, root, total, height
FORMAT, END, SIDES = "hozen-proof/1", 2**128, {"owed": 0, "debt": 1}
WORDS = {
    "file": ("not in the format, or not readable: {}", "形式に合わないか、読み取れません：{}"),
    "published": ("the snapshot is NOT the published one", "スナップショットが公表された値と一致しません"),
    "other": ("the proof was cut from ANOTHER snapshot", "別のスナップショットの証明です"),
    "absent": ("this account is NOT in the proof", "この口座は証明に含まれていません"),
    "shape": ("{}: it does NOT fit the published trees", "{}：公表された木と形が合いません"),
    "large": ("{}: a sum beyond 128 bits", "{}：合計が128ビットを超えています"),
    "root": ("{}: it does NOT lead to the published root", "{}：公表された根に到達しません"),
    "total": ("{}: the published total is NOT the root's", "{}：公表された合計が根の値と異なります"),
    "signature": (
        "the signature is NOT of this snapshot by this key",
        "この鍵によるこのスナップショットの署名ではありません",
    ),
    "balance": ("{}: the balance DIFFERS: proved {}, you say {}", "{}：残高が異なります。証明 {}、申告 {}"),
    "holds": ("HOLDS: this is in the published totals", "成立：次の残高は公表された合計に含まれています"),
    "signed": ("SIGNED: by the key you gave", "署名：指定された鍵によるものです"),
    "fails": ("DOES NOT HOLD: {}", "不成立：{}"),
    "cannot": ("CANNOT BE CHECKED: {}", "検証できません：{}"),
    "row": ("  {} {}: yours {}, of all {}  ({})", "  {} {}：あなた {}、全体 {}（{}）"),
    "owed": ("owed to you", "債権"),
    "debt": ("owed by you", "債務"),
    "same": ("as you say", "申告どおり"),
    "unsaid": ("NOT compared: give --balance", "未照合：--balance で残高を指定してください"),
    "limits": ("NOT shown: that the assets are there, and", "示していないこと：資産の実在、および"),
    "omission": (
        "that nobody is left out. It would be seen:",
        "他の利用者の漏れがないこと。漏れが見つかる確率：",
    ),
    "odds": ("  if {}% of customers check: {}", "  利用者の{}%が確認する場合：{}"),
    "of": ("{} left out {}%", "{}人の漏れ {}%"),
}


def clean(said: object) -> str:
    """What cannot be printed could write over what stands on the screen."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(said))


def need(true: object, word: str, *rest: object) -> None:
    if not true:
        raise ValueError(word, *(clean(one)[:80] for one in rest))


def sha(*pieces: bytes) -> bytes:
    return hashlib.sha256(b"".join(pieces)).digest()


def number(value: Any, size: int) -> bytes:
    need(type(value) is int and 0 <= value < 256**size, "file", value)
    return bytes(value.to_bytes(size, "big"))


def text(value: Any) -> bytes:
    need(type(value) is str, "file", value)
    raw = bytes(value.encode("utf-8", "replace"))
    need(0 < len(raw) < 256 and raw.decode("utf-8") == value, "file", value)
    return number(len(raw), 1) + raw


def digits(value: Any) -> int:
    need(type(value) is str and re.fullmatch("0|[1-9][0-9]{0,38}", value) and int(value) < END, "file", value)
    return int(value)


def hash32(value: Any) -> bytes:
    need(type(value) is str and re.fullmatch("[0-9a-f]{64}", value), "file", value)
    return bytes.fromhex(value)


def fields(value: Any, names: str, lists: str = "") -> list[Any]:
    need(type(value) is dict and set(value) == set(names.split()), "file", names)
    need(all(type(value[name]) is list for name in lists.split()), "file", lists)
    return [value[name] for name in names.split()]


def rising(found: list[Any], word: str, what: str) -> None:
    need(all(found[at - 1] < found[at] for at in range(1, len(found))), word, what)


def place_of(side: Any, asset: Any) -> tuple[int, bytes]:
    need(type(side) is str and side in SIDES and text(asset), "file", side)
    return SIDES[side], asset.encode("utf-8")


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    need(len(dict(pairs)) == len(pairs), "file", "a field twice")
    return dict(pairs)


def read(path: str, kind: str, names: str, lists: str) -> list[Any]:
    found = json.loads(Path(path).read_text(encoding="utf-8"), object_pairs_hook=once)
    form, told, *values = fields(found, f"format kind {names}", lists)
    need((form, told) == (FORMAT, kind), "file", f"not a {kind} of {FORMAT}")
    return values


def read_snapshot(
    path: str, published: str
) -> tuple[bytes, bytes, int, Trees]:  # commitment, snapshot id, parts, trees
    names, lists = "commitment book cut_off parts previous trees chains software", "trees chains"
    claimed, book, cut_off, parts, previous, trees, chains, software = read(path, "snapshot", names, lists)
    need(type(parts) is int and 1 <= parts <= 16 and text(cut_off), "file", "parts, cut_off")
    need(
        len(cut_off) == 20 and datetime.fromisoformat(cut_off[:-1]).isoformat() + "Z" == cut_off,
        "file",
        "cut_off",
    )
    snapshot = sha(b"\x05", text(FORMAT), text(book), text(cut_off), number(parts, 1), hash32(previous))
    found: Trees = {}
    packed = [b"\x06", snapshot, number(len(trees), 8)]
    for one in trees:
        side, asset, decimals, root, total, height = fields(one, "side asset decimals root total height")
        packed += [number(place_of(side, asset)[0], 1), text(asset), number(decimals, 1), hash32(root)]
        packed += [number(digits(total), 16), number(height, 1)]
        need(height <= 48, "file", height)
        found[side, asset] = (decimals, hash32(root), digits(total), height)
    rising([place_of(one["side"], one["asset"]) for one in trees], "file", "order of trees")
    packed.append(number(len(chains), 8))
    for one in chains:
        chain, block_height, block = fields(one, "chain height block_hash")
        packed += [text(chain), number(digits(block_height), 8), text(block)]
    rising([one["chain"].encode("utf-8") for one in chains], "file", "order of chains")
    commitment = sha(*packed, text(software))
    need(commitment == hash32(claimed) == hash32(published.strip().lower()), "published")
    return commitment, snapshot, parts, found


# Ed25519 as in RFC 8032, to check signatures only: nothing here is secret. Points are (X, Y, Z, T): x = X/Z, y = Y/Z.
Point = tuple[int, int, int, int]
PRIME, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME


def plus(one: Point, two: Point) -> Point:
    a, b = (one[1] - one[0]) * (two[1] - two[0]), (one[1] + one[0]) * (two[1] + two[0])
    c, d = 2 * CURVE * one[3] * two[3], 2 * one[2] * two[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(scalar: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = plus(total, point)
        point, scalar = plus(point, point), scalar >> 1
    return total


def point_of(raw: bytes) -> Point:
    """The point that 32 bytes are the one way to write."""
    both = int.from_bytes(raw, "little")
    odd, y = both >> 255, both % 2**255
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    x = x if x * x % PRIME == square else x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    need(y < PRIME and x * x % PRIME == square and (x or not odd), "signature")
    x = x if x % 2 == odd else PRIME - x
    return x, y, 1, x * y % PRIME


BASE = point_of((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))


def must_have_signed(key: bytes, signature: bytes, message: bytes) -> None:
    own, s = point_of(key), int.from_bytes(signature[32:], "little")
    weak = times(8, own)  # a key of small order signs anything
    need(s < ORDER and (weak[0], weak[1]) != (0, weak[2]), "signature")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    x, y, z, _ = plus(times(s, BASE), times(k, (PRIME - own[0], own[1], 1, PRIME - own[3])))
    x, y = x * pow(z, -1, PRIME) % PRIME, y * pow(z, -1, PRIME) % PRIME
    need((y + (x % 2 << 255)).to_bytes(32, "little") == signature[:32], "signature")


def check_signature(path: str, public_key: str, commitment: bytes) -> None:
    found = json.loads(Path(path).read_text(encoding="utf-8"), object_pairs_hook=once)
    form, claimed, key, signature = fields(found, "format commitment public_key signature")
    need(form == "hozen-signature/1", "file", "not a signature of hozen-signature/1")
    need(type(signature) is str and re.fullmatch("[0-9a-f]{128}", signature), "file", signature)
    given = hash32(public_key.strip().lower())
    need((hash32(claimed), hash32(key)) == (commitment, given), "signature")
    must_have_signed(given, bytes.fromhex(signature), b"\x0d" + text(form) + commitment)


def climb(leaf: bytes, units: int, position: int, path: list[Any], where: str) -> tuple[bytes, int]:
    """Hash and sum of the root that a leaf and its siblings lead to."""
    for level, step in enumerate(path):
        need(type(step) is list and len(step) == 2, "file", "no pair of hash and sum")
        pair = [(leaf, units), (hash32(step[0]), digits(step[1]))]
        left, right = reversed(pair) if position >> level & 1 else pair
        units = left[1] + right[1]
        need(units < END, "large", where)
        leaf = sha(b"\x01", left[0], number(left[1], 16), right[0], number(right[1], 16))
    return leaf, units


def holding(place: Place, proven: list[Any], key: bytes, own: bytes, snapshot: bytes, trees: Trees) -> int:
    """The units of one balance, all its parts proved."""
    where, (decimals, root, total, height) = f"{place[1]} ({place[0]})", trees[place]
    tree_id = sha(b"\x04", snapshot, number(SIDES[place[0]], 1), text(place[1]), number(decimals, 1))
    nonce, units, found = hmac.new(key, b"\x08" + tree_id, "sha256").digest(), 0, []
    for part, one in enumerate(proven):
        amount, position, path = fields(one, "units position path", "path")
        need(type(position) is int and 0 <= position < 2**48, "file", position)
        need(len(path) == height and position < 2**height, "shape", where)
        leaf = sha(b"\x00", tree_id, own, nonce, number(part, 1), number(digits(amount), 16))
        top, top_sum = climb(leaf, digits(amount), position, path, where)
        need(top == root, "root", where)
        need(top_sum == total, "total", where)
        units += digits(amount)
        found.append((leaf, position))
    rising([position for _, position in sorted(found)], "shape", where)
    return units


def read_proof(path: str, account: str, known: tuple[bytes, bytes, int, Trees]) -> dict[Place, int]:
    commitment, snapshot, parts, trees = known
    claimed, key, own, holdings = read(path, "proof", "commitment key account holdings", "holdings")
    need(hash32(claimed) == commitment, "other")
    need(text(account) and sha(b"\x03", hash32(key), account.encode("utf-8")) == hash32(own), "absent")
    need(holdings, "absent")
    proved: dict[Place, int] = {}
    for one in holdings:
        side, asset, proven = fields(one, "side asset parts", "parts")
        need(place_of(side, asset)[1] and (side, asset) in trees and len(proven) == parts, "shape", asset)
        proved[side, asset] = holding((side, asset), proven, hash32(key), hash32(own), snapshot, trees)
    rising([place_of(one["side"], one["asset"]) for one in holdings], "file", "order of holdings")
    return proved


def compare(said: list[str], proved: dict[Place, int], trees: Trees) -> set[Place]:
    """The balances that were said, each held against what is proved."""
    compared = set()
    for one in said:
        name, _, shown = one.rpartition("=")
        asset, _, side = name.rpartition(":")
        place = (side, asset) if asset and side in SIDES else ("owed", name)
        need(name and re.fullmatch(r"[0-9]+(\.[0-9]+)?", shown), "file", f"--balance {one}")
        whole, _, fraction = shown.rstrip("0" if "." in shown else "").partition(".")
        decimals, units = trees.get(place, (0,))[0], proved.get(place, 0)
        is_same = len(fraction) <= decimals and int(whole + fraction.ljust(decimals, "0")) == units
        need(is_same, "balance", name, coins(units, decimals), shown)
        compared.add(place)
    return compared


def coins(units: int, decimals: int) -> str:
    return f"{units // 10**decimals}.{units % 10**decimals:0{decimals}d}" if decimals else str(units)


def main(words: list[str]) -> tuple[int, list[str]]:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs=2, metavar="FILE")
    for name in ("--account", "--published"):
        parser.add_argument(name, required=True)
    for name in ("--signature", "--public-key"):
        parser.add_argument(name, default="")
    parser.add_argument("--balance", action="append", default=[])
    parser.add_argument("--lang", choices=("en", "ja"), default="en")
    try:
        given = parser.parse_args(words)
    except SystemExit as left:  # used wrongly is 1, not argparse's 2
        return (1 if left.code else 0), []

    def say(word: str, *rest: object) -> str:
        return WORDS[word][given.lang == "ja"].format(*rest)

    try:
        known = read_snapshot(given.files[0], given.published)
        need(bool(given.signature) == bool(given.public_key), "file", "--signature and --public-key, both")
        if given.signature:
            check_signature(given.signature, given.public_key, known[0])
        proved = read_proof(given.files[1], given.account, known)
        compared = compare(given.balance, proved, known[3])
    except (ValueError, OSError, RecursionError) as error:
        why = error.args if error.args and error.args[0] in WORDS else ("file", clean(error))
        return (1, [say("cannot", say(*why))]) if why[0] == "file" else (2, [say("fails", say(*why))])
    told = [say("holds")] + ([say("signed")] if given.signature else [])
    for (side, asset), units in proved.items():
        decimals, _, total, _ = known[3][side, asset]
        word = say("same" if (side, asset) in compared else "unsaid")
        told.append(say("row", clean(asset), say(side), coins(units, decimals), coins(total, decimals), word))
    told += [say("limits"), say("omission")]
    for share in (1, 5, 20):
        # 1 - (1 - f)^k, cut after two digits of a percent
        chances = [(many, 10000 * (100**many - (100 - share) ** many) // 100**many) for many in (1, 10, 100)]
        told.append(say("odds", share, ", ".join(say("of", many, coins(part, 2)) for many, part in chances)))
    return 0, told


if __name__ == "__main__":
    code, lines = main(sys.argv[1:])
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode(sys.stdout.encoding, "replace"))
    sys.exit(code)
