"""The canonical trades as rp2 and BittyTax read them, and their commands run over them.

Both are found in environments of their own: RP2_JP and BITTYTAX name the commands (for example
`RP2_JP=/tmp/rp2/bin/rp2_jp`). Nothing of theirs is part of this project. What is timed is their command alone, the
making of their input is not. Both answer another question (FIFO; British pools): speed is compared, answers are not.
"""

from __future__ import annotations

import csv
import os
import resource
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_IN = (
    "timestamp",
    "asset",
    "exchange",
    "holder",
    "transaction_type",
    "spot_price",
    "crypto_in",
    "fiat_in_no_fee",
    "fiat_fee",
    "unique_id",
    "notes",
)
_OUT = (
    "timestamp",
    "asset",
    "exchange",
    "holder",
    "transaction_type",
    "spot_price",
    "crypto_out_no_fee",
    "crypto_fee",
    "fiat_fee",
    "unique_id",
    "notes",
)
_INTRA = (
    "timestamp",
    "asset",
    "from_exchange",
    "from_holder",
    "to_exchange",
    "to_holder",
    "spot_price",
    "crypto_sent",
    "crypto_received",
    "unique_id",
    "notes",
)
_BITTYTAX = (
    "Type,Buy Quantity,Buy Asset,Buy Value,Sell Quantity,Sell Asset,Sell Value,"
    "Fee Quantity,Fee Asset,Fee Value,Wallet,Timestamp,Note"
)
# It knows no yen: yen are told as pounds. Without price sources it asks nobody on the network.
_QUIET = """local_currency: 'GBP'
local_timezone: 'Asia/Tokyo'
fiat_list: ['GBP']
crypto_list: ['BTC']
data_source_fiat: []
data_source_crypto: []
"""
Row = Mapping[str, str]


def found(name: str) -> str | None:
    """The command of a peer: from the environment, or on the path."""
    return os.environ.get(name.upper()) or shutil.which(name)


def run_peer(peer: str, command: str, file: str, work: str) -> dict[str, float]:
    """CPU seconds of a peer's command on the canonical CSV `file`."""
    folder = Path(work) / f"{peer}-{Path(file).stem}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with Path(file).open(encoding="utf-8", newline="") as given:
        words = PEERS[peer](list(csv.DictReader(given)), folder)
    environment = {**os.environ, "HOME": str(folder), "BITTYTAX_TERMINAL": "0"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(  # the peer that the caller named
        [command, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{peer}: {done.stdout[-500:]} {done.stderr[-500:]}")
    return {"cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def _rp2(rows: Sequence[Row], folder: Path) -> Sequence[str]:
    general = "[general]\nassets = BTC\nexchanges = A\nholders = me\n"
    heads = {"in_header": _IN, "out_header": _OUT, "intra_header": _INTRA}
    parts = [
        f"\n[{name}]\n" + "".join(f"{each} = {at}\n" for at, each in enumerate(head))
        for name, head in heads.items()
    ]
    (folder / "rp2.ini").write_text(general + "".join(parts), "utf-8")
    _spreadsheet(folder / "trades.ods", rows)
    return ["-g", "en", "-o", "out", "rp2.ini", "trades.ods"]


def _spreadsheet(path: Path, rows: Sequence[Row]) -> None:
    """The one sheet that rp2 reads, with no more in it than OpenDocument asks for."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        '<office:spreadsheet><table:table table:name="BTC">'
        + "".join(_cells(row) for row in _tables(rows))
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(zipfile.ZipInfo("mimetype"), kind)
        out.writestr("META-INF/manifest.xml", manifest)
        out.writestr("content.xml", content)


def _tables(rows: Sequence[Row]) -> Iterator[tuple[str | float, ...]]:
    yield ("IN",)
    yield _IN
    yield from (_bought(row) for row in rows if row["side"] == "buy")
    yield ("TABLE END",)
    yield ("",)
    yield ("OUT",)
    yield _OUT
    yield from (_sold(row) for row in rows if row["side"] == "sell")
    yield ("TABLE END",)


def _bought(row: Row) -> tuple[str | float, ...]:
    yen, coins = float(row["jpy"]), float(row["qty"])
    head = (row["ts_jst"], "BTC", "A", "me", "buy", yen / coins)
    return (*head, coins, yen, float(row["fee_jpy"]), f"t{row['seq']}", "")


def _sold(row: Row) -> tuple[str | float, ...]:
    yen, coins = float(row["jpy"]), float(row["qty"])
    return (row["ts_jst"], "BTC", "A", "me", "sell", yen / coins, coins, 0.0, "", f"t{row['seq']}", "")


def _cells(row: Sequence[str | float]) -> str:
    cells = [*row, *[""] * (len(_IN) - len(row))]
    return f"<table:table-row>{''.join(_cell(one) for one in cells)}</table:table-row>"


def _cell(value: str | float) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, float):
        told = f'office:value-type="float" office:value="{value!r}"'
        return f"<table:table-cell {told}><text:p>{value!r}</text:p></table:table-cell>"
    text = escape(value)
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def _bittytax(rows: Sequence[Row], folder: Path) -> Sequence[str]:
    (folder / ".bittytax").mkdir()
    (folder / ".bittytax" / "bittytax.conf").write_text(_QUIET, "utf-8")
    lines = [_BITTYTAX, *(_record(row) for row in rows)]
    (folder / "trades.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return ["trades.csv", "--nopdf", "--skipint"]


def _record(row: Row) -> str:
    coin, yen = (row["qty"], "BTC", row["jpy"]), (row["jpy"], "GBP", "")
    fee = (row["fee_jpy"], "GBP", "") if row["fee_jpy"] != "0" else ("", "", "")
    got, gave = (coin, yen) if row["side"] == "buy" else (yen, coin)
    at = row["ts_jst"].replace("T", " ").replace("+09:00", " JST")
    return ",".join(("Trade", *got, *gave, *fee, "A", at, ""))


PEERS: Mapping[str, Callable[[Sequence[Row], Path], Sequence[str]]] = {"rp2_jp": _rp2, "bittytax": _bittytax}
