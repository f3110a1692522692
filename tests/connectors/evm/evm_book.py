"""A book whose wallets are accounts of the test chain, and its nodes.toml."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from anvil_node import CHAIN_ID, Anvil, contract

from hozen.engine import open_engine
from hozen.records import Query

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "import" / "book"
USDT, DAI, GOLD = contract(1), contract(2), contract(3)
TOKENS = {USDT: ("USDT", 6), DAI: ("DAI", 18), GOLD: ("GOLD", 0)}
CHAIN = f"eip155:{CHAIN_ID}"


def evm_book(folder: Path, url: str, accounts: Sequence[str], settings: str = "", chain: str = CHAIN) -> Path:
    """The example book, its wallets W-0001, W-0002, … at these accounts; ETH and three tokens are on the chain."""
    book = folder / "book"
    shutil.copytree(EXAMPLE, book)
    (book / "import.toml").unlink()
    wallets = ["wallet_id,address,chain,temperature,purpose,keeper"]
    wallets += [f"W-{number:04d},{one},{chain},cold,customer,self" for number, one in enumerate(accounts, 1)]
    write(book / "wallets.csv", wallets)
    assets = ["asset,name,decimals,caip19", "JPY,Yen,0,", "BTC,Bitcoin,8,", "USDC,USD Coin,6,"]
    assets += [f"ETH,Ether,18,{CHAIN}/slip44:60"]
    assets += [f"{name},{name},{places},{CHAIN}/erc20:{token}" for token, (name, places) in TOKENS.items()]
    write(book / "assets.csv", assets)
    write(book / "nodes.toml", [f'[evm.local]\nurl = "{url}"\nchain_id = {CHAIN_ID}', settings])
    return book


def write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def put_tokens(anvil: Anvil) -> None:
    for token, (_, decimals) in TOKENS.items():
        anvil.put_token(token, decimals)


def held(
    book: Path, table: str = "wallet_balances", columns: str = "wallet_id, asset, units"
) -> list[tuple[object, ...]]:
    """What a table's Parquet files hold; [] where there is none."""
    files = sorted((book / table).glob("*.parquet"))
    if not files:
        return []
    with open_engine("duckdb") as engine:
        source = engine.scan(files, "parquet", {})
        return list(engine.rows(Query("held", f"SELECT {columns} FROM {source} ORDER BY ALL", ())))
