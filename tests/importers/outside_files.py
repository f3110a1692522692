"""Files as banks, nodes and custodians write them; made by other code than what reads them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "import"
D = "2026-11-20"
BLOCK = "00000000000000000001a7c3f0d5b6e2948170a3c5d2e1f4b697886a5b4c3d2e"


def book_in(folder: Path) -> Path:
    """A copy of the example book, which lacks what the imports bring."""
    book = folder / "book"
    shutil.copytree(EXAMPLES / "book", book)
    return book


# Zengin -------------------------------------------------------------------------------------------


def n(value: int, length: int) -> str:
    """A number field: right, filled with zeros."""
    return str(value).rjust(length, "0")


def c(text: str, length: int) -> str:
    """A character field: left, filled with blanks."""
    return text.ljust(length)


@dataclass
class ZenginEntry:
    yen: int
    day: str = "081120"
    payer: str = ""
    summary: str = ""
    transaction: str = "11"
    cancelled: str = "0"


def statement_03(
    entries: list[ZenginEntry], opening: int = 1_000_000, account: int = 7654321, closing: int | None = None
) -> list[str]:
    """Header, data and trailer of an account's statement (入出金取引明細)."""
    head = "1" + "03" + "0" + "081120" * 3 + "0288" + c("ﾎｼｿﾞﾗｼﾝﾀｸ", 15) + "001" + c("ﾎﾝﾃﾝ", 15) + "000" + "1"
    head += n(account, 10) + c("ｱｸﾒｼﾝﾀｸｸﾞﾁ", 40) + "1" + "1" + n(opening, 14) + " " * 71
    lines = [head]
    for number, one in enumerate(entries, 1):
        side = "1" if one.yen >= 0 else "2"
        data = "2" + n(number, 8) + one.day * 2 + side + one.transaction + n(abs(one.yen), 12) + n(0, 12)
        data += "000000" * 2 + "0" + "0000000" + "000" + n(0, 10) + c(one.payer, 48) + c("", 15) + c("", 15)
        lines.append(data + c(one.summary, 20) + c("", 20) + " ")
    came = [one.yen for one in entries if one.yen >= 0]
    went = [-one.yen for one in entries if one.yen < 0]
    end = opening + sum(came) - sum(went) if closing is None else closing
    tail = "8" + n(len(came), 6) + n(sum(came), 13) + n(len(went), 6) + n(sum(went), 13)
    tail += ("1" if end >= 0 else "2") + n(abs(end), 14) + n(len(entries), 7) + " " * 139
    return [*lines, tail]


def notice_01(entries: list[ZenginEntry], account: int = 7654321) -> list[str]:
    """Header, data and trailer of a notice of money received (振込入金通知)."""
    head = "1" + "01" + "0" + "081120" * 3 + "0288" + c("ﾎｼｿﾞﾗｼﾝﾀｸ", 15) + "001" + c("ﾎﾝﾃﾝ", 15) + "1"
    lines = [head + n(account, 7) + c("ｱｸﾒｼﾝﾀｸｸﾞﾁ", 40) + " " * 93]
    for number, one in enumerate(entries, 1):
        data = "2" + n(number, 6) + one.day * 2 + n(one.yen, 10) + n(0, 10) + n(0, 10) + c(one.payer, 48)
        lines.append(data + c("", 15) + c("", 15) + one.cancelled + c("", 20) + " " * 52)
    kept = [one.yen for one in entries if one.cancelled != "1"]
    back = [one.yen for one in entries if one.cancelled == "1"]
    return [*lines, "8" + n(len(kept), 6) + n(sum(kept), 12) + n(len(back), 6) + n(sum(back), 12) + " " * 163]


def zengin_file(*accounts: list[str], ends: str = "\r\n") -> bytes:
    """Whole files: the end record counts every record, itself included."""
    lines = [line for one in accounts for line in one]
    lines.append("9" + n(len(lines) + 1, 10) + n(len(accounts), 5) + " " * 184)
    return "".join(f"{line}{ends}" for line in lines).encode("cp932")


ZENGIN = [
    ZenginEntry(250_000, payer="ﾔﾏﾀﾞ ﾊﾅｺ", summary="ﾌﾘｺﾐ"),
    ZenginEntry(-80_000, summary="ﾌﾘｶｴ", transaction="14"),
    ZenginEntry(30_000, payer="ﾀﾅｶ ｼﾞﾛｳ", summary="ﾌﾘｺﾐ"),
]


# Bitcoin Core's snapshot ----------------------------------------------------------------------------


def varint(value: int) -> bytes:
    """Core's VARINT, written from the last byte backwards."""
    out = [value & 0x7F]
    while value > 0x7F:
        value = (value >> 7) - 1
        out.append(value & 0x7F | 0x80)
    return bytes(reversed(out))


def compact(value: int) -> bytes:
    if value < 253:
        return bytes([value])
    return b"\xfd" + value.to_bytes(2, "little") if value < 2**16 else b"\xfe" + value.to_bytes(4, "little")


def packed_amount(satoshi: int) -> int:
    """Zeros at the end are counted, up to nine; then the last digit is kept apart."""
    if not satoshi:
        return 0
    zeros = 0
    while satoshi % 10 == 0 and zeros < 9:
        satoshi //= 10
        zeros += 1
    if zeros == 9:
        return 1 + (satoshi - 1) * 10 + 9
    return 1 + (satoshi // 10 * 9 + satoshi % 10 - 1) * 10 + zeros


def packed_script(script: bytes) -> bytes:
    if len(script) == 25 and script[:3] == b"\x76\xa9\x14" and script[23:] == b"\x88\xac":
        return b"\x00" + script[3:23]
    if len(script) == 23 and script[:2] == b"\xa9\x14" and script[22:] == b"\x87":
        return b"\x01" + script[2:22]
    if len(script) == 35 and script[0] == 33 and script[1] in (2, 3) and script[34:] == b"\xac":
        return script[1:34]
    if len(script) == 67 and script[:2] == b"\x41\x04" and script[66:] == b"\xac":
        return bytes([4 + script[65] % 2]) + script[2:34]
    return varint(len(script) + 6) + script


@dataclass
class Coin:
    txid: str
    vout: int
    script: str
    satoshi: int
    height: int
    coinbase: bool = False


def snapshot(
    coins: list[Coin], *, magic: str = "f9beb4d9", version: int = 2, count: int | None = None
) -> bytes:
    """A version 2 file: outputs of one transaction stand together."""
    out = b"utxo\xff" + version.to_bytes(2, "little") + bytes.fromhex(magic) + bytes.fromhex(BLOCK)[::-1]
    out += (len(coins) if count is None else count).to_bytes(8, "little")
    for txid in dict.fromkeys(one.txid for one in coins):
        group = [one for one in coins if one.txid == txid]
        out += bytes.fromhex(txid)[::-1] + compact(len(group))
        for one in group:
            out += compact(one.vout) + varint(one.height * 2 + one.coinbase)
            out += varint(packed_amount(one.satoshi)) + packed_script(bytes.fromhex(one.script))
    return out


P2WPKH = "0014751e76e8199196d454941c45d1b3a323f1433bd6"  # BIP-173: bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4
P2PKH = "76a91477bff20c60e522dfaa3350c39b030a5d004e839a88ac"  # 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2
TAPROOT = "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"  # BIP-350's bc1p0xlx…k5jj0
STRANGER = "76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac"  # 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa
GENESIS = (  # the key of block 0, uncompressed
    "4104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb6"
    "49f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac"
)
MULTISIG = "5121" + "02" + "11" * 32 + "51ae"  # a bare script that no short form fits
# Ours: W-COLD 3.5 + 1.25 = 4.75, W-HOT 0.2, W-TAPROOT 0.05 BTC. W-EMPTY has none.
COINS = [
    Coin("a1" * 32, 0, P2WPKH, 350_000_000, 870_001),
    Coin("a1" * 32, 1, STRANGER, 5_000_000_000, 870_001),
    Coin("b2" * 32, 0, P2WPKH, 125_000_000, 921_448),
    Coin("b2" * 32, 2, P2PKH, 20_000_000, 921_448),
    Coin("c3" * 32, 300, TAPROOT, 5_000_000, 900_000),
    Coin("d4" * 32, 0, GENESIS, 5_000_000_000, 9, coinbase=True),
    Coin("e5" * 32, 1, MULTISIG, 1, 400_000),
]
