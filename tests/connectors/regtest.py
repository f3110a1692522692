"""A real bitcoind on regtest, and a book whose wallets are on it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hozen.connectors.errors import NodeAnswered, NodeUnreachable, SecretRefused
from hozen.connectors.rpc import Rpc
from hozen.connectors.secret import Secret

ROOT = Path(__file__).resolve().parents[2]
CHAIN = "bip122:0f9188f13cb7b2c71f2a335e3a4fc328"  # CAIP-2 of regtest: its first block's hash
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Regtest:
    """One node in a folder. `rpc` is the tests' own way in; hozen goes by nodes.toml."""

    program: str
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    _rpc: Rpc | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cookie(self) -> Path:
        return self.folder / "regtest" / ".cookie"

    def call(self, method: str, *params: object) -> Any:
        if self._rpc is None:
            secret = Secret.cookie(self.cookie)
            self._rpc = Rpc(self.url, secret=secret, per_second=100_000, tries=1, timeout=60)
        return self._rpc.call(method, *params)

    def start(self) -> Regtest:
        self.folder.mkdir(exist_ok=True)
        settings = [
            "-regtest",
            "-server",
            "-listen=0",
            "-fallbackfee=0.0001",
            "-dnsseed=0",
            "-rpcthreads=2",
            "-maxtipage=999999999",
        ]
        place = [f"-datadir={self.folder}", f"-rpcport={self.port}", "-printtoconsole=0"]
        self.process = subprocess.Popen([self.program, *settings, *place])
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                self.call("getblockchaininfo")
            except (NodeUnreachable, NodeAnswered, SecretRefused):
                self._rpc = None  # the cookie is a new one for each start
                assert self.process.poll() is None, "bitcoind ended"
                assert time.monotonic() < until, "bitcoind does not answer"
                time.sleep(0.05)
            else:
                return self

    def stop(self) -> None:
        """Let it write down all it has."""
        if self.process is not None:
            self.call("stop")
            self.process.wait()
            self.process = self._rpc = None

    def kill(self) -> None:
        """kill -9, as a machine that loses its power."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = self._rpc = None

    def mine(self, blocks: int, to: str, at: datetime | None = None) -> list[str]:
        """Blocks whose times begin at an instant and go on by ten minutes each."""
        mined: list[str] = []
        for number in range(blocks):
            if at is not None:
                self.call("setmocktime", int(at.timestamp()) + 600 * number)
            mined += self.call("generatetoaddress", 1, to)
        return mined

    def unspent_at(self, height: int, addresses: list[str]) -> dict[tuple[str, int], object]:
        """What the node itself says when it is taken back to a height: (txid, vout) → coins. Then it goes forward again."""
        after = self.call("getblockhash", height + 1)
        self.call("invalidateblock", after)
        try:
            found = self.call("scantxoutset", "start", [f"addr({one})" for one in addresses])
            assert found["height"] == height
        finally:
            self.call("reconsiderblock", after)
        return {(one["txid"], one["vout"]): one["amount"] for one in found["unspents"]}


def bitcoind() -> str:
    return os.environ.get("HOZEN_BITCOIND", "")


def book_on(node: Regtest, folder: Path, wallets: Mapping[str, str], **settings: object) -> Path:
    """The example book with these wallets (id → address or descriptor) on regtest, and nodes.toml."""
    book = folder / "book"
    shutil.copytree(ROOT / "examples" / "import" / "book", book)
    rows = [f'{name},"{address}",{CHAIN},cold,customer,self' for name, address in wallets.items()]
    head = "wallet_id,address,chain,temperature,purpose,keeper"
    (book / "wallets.csv").write_text("\n".join([head, *rows]) + "\n")
    (book / "import.toml").write_text(f'[bitcoin]\nnetwork = "regtest"\nchains = ["{CHAIN}"]\n')
    lines = {
        "url": f'"{node.url}"',
        "cookie": f'"{node.cookie}"',
        "chain": '"regtest"',
        "gap_limit": 5,
        **settings,
    }
    text = "".join(f"{name} = {value}\n" for name, value in lines.items())
    (book / "nodes.toml").write_text(f"[bitcoin]\n{text}")
    return book


def jst(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026 in Japan."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - (
        datetime(2026, 1, 1, 9) - datetime(2026, 1, 1)
    )
