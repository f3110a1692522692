"""anvil as a child process, and a plain client of its own: what hozen reads is held against what this one is told."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import evm_code

CHAIN_ID = 31337
MULTICALL3 = "0xcA11bde05977b3631167028862bE2a173976CA11"
END = int(datetime(2026, 11, 20, 15, tzinfo=UTC).timestamp())  # midnight in Japan after 2026-11-20
NOON = END - 12 * 3600


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def account(number: int) -> str:
    """An address of the tests, in small letters; they ascend with their numbers."""
    return f"0x{number:04x}{'5a' * 18}"


def contract(number: int) -> str:
    return f"0x{'c0' * 18}{number:04x}"


@dataclass
class Anvil:
    program: Path
    state: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *words: str) -> None:
        command = [
            self.program,
            "--port",
            str(self.port),
            "--silent",
            "--accounts",
            "0",
            "--timestamp",
            str(NOON),
        ]
        self.process = subprocess.Popen(
            [*command, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        tries = 200
        while not self._is_up():
            tries -= 1
            assert tries, "anvil did not come up"
            time.sleep(0.05)

    def _is_up(self) -> bool:
        try:
            self("eth_chainId")
        except ConnectionError:
            return False
        return True

    def await_saved_state(self, block: int) -> None:
        """Wait until what it keeps on disk has that block."""
        tries = 200
        while not (self.state.exists() and self._saved() >= block):
            tries -= 1
            assert tries, "anvil did not save its state"
            time.sleep(0.05)

    def _saved(self) -> int:
        try:
            found = json.loads(self.state.read_text("utf-8"))
        except ValueError:
            return -1  # it is just writing
        return int(str(found["best_block_number"]), 0)

    def kill(self) -> None:
        """As kill -9: nothing is tidied up."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def __call__(self, method: str, *params: object) -> Any:
        """The result of one call; AssertionError with the node's error."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        link.request("POST", "/", body, {"Content-Type": "application/json"})
        found = json.loads(link.getresponse().read())
        link.close()
        assert "error" not in found, found
        return found["result"]

    def mine(self, at: int | None = None, blocks: int = 1) -> None:
        """A block of that time (seconds since 1970), then more of them, a second apart."""
        if at is not None:
            self("evm_setNextBlockTimestamp", at)
        self("evm_mine")
        if blocks > 1:
            self("anvil_mine", hex(blocks - 1), "0x1")

    def give(self, address: str, wei: int) -> None:
        self("anvil_setBalance", address, hex(wei))

    def put_token(self, address: str, decimals: int) -> None:
        self("anvil_setCode", address, "0x" + evm_code.token(decimals).hex())

    def put_multicall(self) -> None:
        self("anvil_setCode", MULTICALL3, "0x" + evm_code.multicall().hex())

    def give_token(self, token: str, address: str, units: int) -> None:
        """The token of evm_code keeps a balance in the slot of the account's own number."""
        self("anvil_setStorageAt", token, hex(int(address, 16)), f"0x{units:064x}")

    def balance(self, address: str, block: str = "latest") -> int:
        """What the node says of one account, asked for by itself."""
        return int(self("eth_getBalance", address, block), 16)
