"""The seam for provers of other packages: found by their entry point, handed what the trees are built of, checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from snapshot_folder import make_day

from hozen.faces.cli import main
from hozen.rules.liabilities.arrays import wide
from hozen.rules.liabilities.prover import TreeRows
from hozen.workflows.snapshot import prover_rows
from hozen.workflows.snapshot.cutting import cut_proof_of
from hozen.workflows.snapshot.day_folder import PublicDay, open_day
from hozen.workflows.snapshot.errors import ProverRefused
from hozen.workflows.snapshot.provers import load_prover, prove_with, provers
from hozen.workflows.snapshot.secret_store import open_secrets, secrets_at

# Hides nothing and proves nothing: it shows what a prover is handed, and how it is asked.
SOURCE = """
class Prover:
    name = "counting"

    def prove(self, snapshot, rows):
        count = total = 0
        for one in rows:
            assert one.head in snapshot.trees
            count += len(one.accounts)
            total += sum(one.units.number(at) for at in range(len(one.units)))
        return f"{count} {total} {snapshot.opening.book}".encode()

    def verify(self, snapshot, proof):
        return proof.endswith(snapshot.opening.book.encode())


class Lying(Prover):
    def verify(self, snapshot, proof):
        return False


class Leading(Prover):
    name = "../../elsewhere"


class NoProver:
    name = "x"


def needs_arguments(one):
    return Prover()
"""
ENTRIES = """
[hozen.liability_provers]
counting = hozen_test_prover:Prover
lying = hozen_test_prover:Lying
leading = hozen_test_prover:Leading
none = hozen_test_prover:NoProver
arguments = hozen_test_prover:needs_arguments
absent = hozen_test_prover:Absent
nowhere = no_such_module_at_all:Prover
"""


@pytest.fixture
def installed(tmp_path, monkeypatch) -> None:
    """A package beside its dist-info, as pip leaves them."""
    place = tmp_path / "packages"
    (place / "hozen_test_prover-1.0.dist-info").mkdir(parents=True)
    (place / "hozen_test_prover.py").write_text(SOURCE)
    metadata = "Metadata-Version: 2.1\nName: hozen-test-prover\nVersion: 1.0\n"
    (place / "hozen_test_prover-1.0.dist-info/METADATA").write_text(metadata)
    (place / "hozen_test_prover-1.0.dist-info/entry_points.txt").write_text(ENTRIES)
    monkeypatch.syspath_prepend(str(place))


@pytest.fixture
def day(tmp_path) -> PublicDay:
    make_day(tmp_path, "2026-11-20")
    return open_day(tmp_path / "2026-11-20")


def rows(day: PublicDay) -> Iterator[TreeRows]:
    """The tree of BTC in two pieces."""
    head = day.snapshot.trees[0]
    for units in ([150_000_000], [30_000_000]):
        yield TreeRows(head, np.zeros((1, 32), np.uint8), wide(units))


def test_without_any_it_is_said_what_could_be_plugged_in() -> None:
    assert provers() == ()
    with pytest.raises(ProverRefused) as refusal:
        load_prover("dapol")
    assert refusal.value.message == "no prover is installed"
    assert all(name in str(refusal.value.try_next) for name in ("DAPOL+", "gnark", "plonky2"))


@pytest.mark.usefixtures("installed")
def test_one_is_found_loaded_and_handed_every_row(day) -> None:
    assert "counting" in provers()
    path = prove_with(load_prover("counting"), day, rows(day))
    # two rows; 150000000 + 30000000
    assert (path.name, path.read_bytes()) == ("counting.proof", b"2 180000000 acme-main")
    with pytest.raises(ProverRefused, match="there is a proof already"):
        prove_with(load_prover("counting"), day, rows(day))


@pytest.mark.usefixtures("installed")
def test_a_day_that_was_built_is_proved_by_the_command(exchange, tmp_path, capsys) -> None:
    # C1: BTC 6, ¥1,000,000; C2: BTC 4, ETH 100, ¥500,000. Five holdings; all their units together, whatever they are of.
    total = 10 * 10**8 + 100 * 10**18 + 1_500_000
    folder = str(tmp_path / "snaps")
    assert main(["snapshot", "build", str(exchange.write()), "--day", "2026-11-20", "--in", folder]) == 0
    asked = ["snapshot", "prove", folder, "--day", "2026-11-20", "--lang", "en"]
    assert main([*asked, "--with", "counting"]) == 0
    assert "Proved by counting" in capsys.readouterr().out
    found = tmp_path / "snaps/2026-11-20/public/counting.proof"
    assert found.read_text() == f"5 {total} small"
    assert main(asked) == 1
    assert "which prover" in capsys.readouterr().err
    (tmp_path / "snaps/2026-11-20/private/holdings.index").write_bytes(b"x")
    found.unlink()
    assert main([*asked, "--with", "counting"]) == 1
    assert "private files" in capsys.readouterr().err


def test_the_rows_are_those_of_the_ledger(exchange, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(prover_rows, "_AT_ONCE", 1)
    folder = tmp_path / "snaps"
    assert main(["snapshot", "build", str(exchange.write()), "--day", "2026-11-20", "--in", str(folder)]) == 0
    one = open_day(folder / "2026-11-20")
    held = [(row.head.asset, row.units.number(0)) for row in prover_rows.rows_of_day(one)]
    assert [asset for asset, _ in held] == ["BTC", "BTC", "ETH", "JPY", "JPY"]
    assert sorted(held) == [
        ("BTC", 4 * 10**8),
        ("BTC", 6 * 10**8),
        ("ETH", 100 * 10**18),
        ("JPY", 500_000),
        ("JPY", 1_000_000),
    ]
    secret = open_secrets(*secrets_at(None, None))
    for account in ("C1", "C2"):
        who = cut_proof_of(one, secret, account).account[:14]
        rows = [row for row in prover_rows.rows_of_day(one) if row.accounts[0].tobytes() == who]
        assert len(rows) == {"C1": 2, "C2": 3}[account]


@pytest.mark.usefixtures("installed")
def test_a_proof_that_its_own_prover_refuses_is_not_kept(day) -> None:
    with pytest.raises(ProverRefused, match="refuses its proof"):
        prove_with(load_prover("lying"), day, rows(day))
    assert [one.name for one in day.folder.iterdir()] == ["snapshot.json"]


@pytest.mark.usefixtures("installed")
def test_a_name_leads_nowhere_else(tmp_path, day) -> None:
    with pytest.raises(ProverRefused, match="name is a word"):
        prove_with(load_prover("leading"), day, rows(day))
    assert not list(tmp_path.rglob("elsewhere*"))


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["none", "arguments", "absent", "nowhere", "never-heard-of"])
def test_what_is_no_prover(name) -> None:
    with pytest.raises(ProverRefused):
        load_prover(name)


@pytest.mark.usefixtures("installed")
def test_the_command_lists_and_loads(capsys) -> None:
    assert main(["snapshot", "prove", "--lang", "en"]) == 0
    assert "counting\n" in capsys.readouterr().out
    assert main(["snapshot", "prove", "--with", "counting", "--lang", "ja"]) == 0
    assert "counting を読み込めました" in capsys.readouterr().out
    assert main(["snapshot", "prove", "--with", "dapol", "--lang", "en"]) == 1
    assert "no such prover is installed" in capsys.readouterr().err


def test_the_command_says_that_there_is_none(capsys) -> None:
    assert main(["snapshot", "prove", "--lang", "en"]) == 0
    assert "No prover is installed" in capsys.readouterr().out


def test_the_page_on_the_error_names_the_entry_point_that_is_looked_for() -> None:
    page = Path(__file__).parents[2] / "docs/reference/errors/prover-refused.md"
    assert '[project.entry-points."hozen.liability_provers"]' in page.read_text("utf-8")
