"""`hozen read evm` and [evm.…] of nodes.toml."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from anvil_node import CHAIN_ID
from evm_book import CHAIN, evm_book, held, write
from fake_chain import ACCOUNTS, FakeChain
from node_server import NodeServer

from hozen.connectors.errors import NodeSettings, SecretRefused
from hozen.faces.cli import main
from hozen.workflows.live.evm_settings import evm_settings

SEEN_BY_NOBODY = "a-token-that-nobody-may-see"


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def book(node: NodeServer, tmp_path: Path) -> Path:
    """20 wallets on a chain that answers in this process; its only token is USDT."""
    FakeChain(node)
    node.methods["eth_chainId"] = lambda: hex(CHAIN_ID)
    made = evm_book(tmp_path, node.url, ACCOUNTS, "per_second = 100000\ntries = 1\nfinality_depth = 1\n")
    assets = made / "assets.csv"
    lines = assets.read_text("utf-8").splitlines()
    write(assets, [line for line in lines if not line.startswith(("DAI", "GOLD"))])
    real = node.methods["eth_call"]
    node.methods["eth_call"] = lambda call, at: (
        f"0x{6:064x}" if call["data"] == "0x313ce567" else real(call, at)
    )
    return made


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    for name, value in (("HOZEN_HOME", str(tmp_path / "home")), ("COLUMNS", "90"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)

    def one(command: str, lang: str = "en") -> Done:
        monkeypatch.setenv("HOZEN_LANG", lang)
        code = main(shlex.split(command)[1:])
        return Done(code, *capsys.readouterr())

    return one


def test_looked_at_first_then_read(book, run) -> None:
    command = f"hozen read evm --into {book} --day 2026-11-20"
    shown = run(f"{command} --preview")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Nothing was written" in shown.stdout
    assert held(book) == []
    done = run(command, "ja")
    assert done.returncode == 0
    assert "取り込みました" in done.stdout
    rows = held(book)
    assert len(rows) == 40
    assert ("W-0003", "ETH", 30) in rows
    assert ("W-0003", "USDT", 21) in rows


def test_json_is_one_document(book, run) -> None:
    found = json.loads(run(f"hozen read evm --into {book} --day 2026-11-20 --json").stdout)
    assert found["record"]["totals"]["balance:USDT"] == 7 * 20 * 21 // 2
    assert found["record"]["kind"] == "evm-balances"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--day 2026-11-20 --chain other", "no such chain"),
        ("--day 2026-11-21", "no block after the day's end"),
        ("--day yesterday", "not a day"),
        ("", "--day"),
    ],
)
def test_a_refusal_ends_with_1(book, run, words, said) -> None:
    done = run(f"hozen read evm --into {book} {words}")
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_node_of_another_chain_is_refused_in_japanese_too(book, node, run) -> None:
    node.methods["eth_chainId"] = lambda: "0x1"
    done = run(f"hozen read evm --into {book} --day 2026-11-20", "ja")
    assert "別のチェーンのノード" in done.stderr
    assert f"chain_id {CHAIN_ID}" in done.stderr
    assert held(book) == []


def test_wallets_under_another_name_of_the_chain_are_found_by_the_mapping(book, run) -> None:
    wallets = book / "wallets.csv"
    wallets.write_text(wallets.read_text("utf-8").replace(CHAIN, "mychain"), "utf-8")
    command = f"hozen read evm --into {book} --day 2026-11-20"
    assert "no wallet of that chain" in run(command).stderr
    write(book / "import.toml", [f'[evm_chains]\nmychain = "{CHAIN}"'])
    assert run(command).returncode == 0
    assert held(book, "chain_cutoffs", "chain") == [("mychain",)]


def test_a_book_without_an_asset_of_the_chain_is_refused(book, run) -> None:
    write(
        book / "assets.csv",
        ["asset,name,decimals", "JPY,Yen,0", "BTC,Bitcoin,8", "ETH,Ether,18", "USDC,USD,6"],
    )
    assert "no asset of that chain" in run(f"hozen read evm --into {book} --day 2026-11-20").stderr


def test_a_token_is_sent_and_never_shown(book, node, run, monkeypatch) -> None:
    monkeypatch.setenv("MY_NODE_TOKEN", SEEN_BY_NOBODY)
    with (book / "nodes.toml").open("a", encoding="utf-8") as file:
        file.write('token_env = "MY_NODE_TOKEN"\n')
    done = run(f"hozen read evm --into {book} --day 2026-11-20 --json")
    assert {one["Authorization"] for one in node.headers} == {f"Bearer {SEEN_BY_NOBODY}"}
    kept = "".join(path.read_text("utf-8") for path in (book / "imports").rglob("*.json*"))
    assert SEEN_BY_NOBODY not in done.stdout + done.stderr + kept
    assert SEEN_BY_NOBODY not in repr(evm_settings(book, None))


def settings(folder: Path, *lines: str) -> Path:
    (folder / "nodes.toml").write_text("[evm.one]\n" + "\n".join(lines) + "\n", "utf-8")
    return folder


URL, ID = 'url = "http://127.0.0.1:8545"', "chain_id = 1"


def test_what_is_not_said_has_a_usual_value(tmp_path) -> None:
    found = evm_settings(settings(tmp_path, URL, ID), None)
    assert (found.name, found.chain_id, found.secret) == ("one", 1, None)
    assert (found.per_second, found.page, found.finality_depth, found.tries, found.timeout) == (
        50,
        500,
        64,
        6,
        60,
    )


@pytest.mark.parametrize(
    "lines",
    [
        [URL],
        [ID],
        [URL, "chain_id = 0"],
        [URL, 'chain_id = "1"'],
        [URL, "chain_id = true"],
        [URL, ID, "page = 0"],
        [URL, ID, "per_second = 0.5"],
        [URL, ID, "finality_depth = -1"],
        [URL, ID, "finalty_depth = 1"],
        [URL, ID, 'url_env = "X"'],
        [URL, ID, 'token_env = "X"', 'token_file = "y"'],
        ['url = "ftp://127.0.0.1"', ID],
        ['url = "http://me:hunter22@127.0.0.1:8545"', ID],
        ["url = 5", ID],
        ["url ="],
    ],
)
def test_settings_that_cannot_be_used_are_refused(tmp_path, lines) -> None:
    with pytest.raises(NodeSettings) as refusal:
        evm_settings(settings(tmp_path, *lines), None)
    assert "hunter22" not in str(refusal.value)


def test_several_chains_are_told_apart_by_name(tmp_path) -> None:
    text = f"[evm.one]\n{URL}\n{ID}\n[evm.two]\n{URL}\nchain_id = 2\n"
    (tmp_path / "nodes.toml").write_text(text, "utf-8")
    assert evm_settings(tmp_path, "two").chain_id == 2
    with pytest.raises(NodeSettings, match="which chain is not said"):
        evm_settings(tmp_path, None)


def test_a_url_with_a_key_comes_from_the_environment_and_is_not_shown(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("MY_NODE", f"https://node.example/v3/{SEEN_BY_NOBODY}")
    found = evm_settings(settings(tmp_path, 'url_env = "MY_NODE"', ID), None)
    assert found.url.endswith(SEEN_BY_NOBODY)
    assert SEEN_BY_NOBODY not in repr(found)
    monkeypatch.delenv("MY_NODE")
    with pytest.raises(SecretRefused):
        evm_settings(settings(tmp_path, 'url_env = "MY_NODE"', ID), None)


def test_a_token_file_that_others_can_read_is_refused(tmp_path) -> None:
    path = tmp_path / "token"
    path.write_text(SEEN_BY_NOBODY, "utf-8")
    path.chmod(0o644)
    with pytest.raises(SecretRefused, match="others can read") as refusal:
        evm_settings(settings(tmp_path, URL, ID, 'token_file = "token"'), None)
    assert SEEN_BY_NOBODY not in str(refusal.value)
    path.chmod(0o600)
    secret = evm_settings(settings(tmp_path, URL, ID, 'token_file = "token"'), None).secret
    assert secret is not None
    assert secret.header() == f"Bearer {SEEN_BY_NOBODY}"


def test_without_a_file_of_nodes_it_is_said_which(tmp_path) -> None:
    with pytest.raises(NodeSettings, match="which node to ask"):
        evm_settings(tmp_path, None)


def test_the_settings_on_the_page_can_be_used(tmp_path, monkeypatch) -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "import" / "evm-node.md"
    block = page.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "nodes.toml").write_text(block, "utf-8")
    monkeypatch.setenv("ETHEREUM_NODE_TOKEN", SEEN_BY_NOBODY)
    found = evm_settings(tmp_path, "ethereum")
    assert (found.chain_id, found.page, found.finality_depth) == (1, 500, 64)
    shutil.rmtree(tmp_path)
