"""`hozen incident`: what a person types, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from incident_world import CASE

from hozen.faces.cli import main
from hozen.faces.cli.incident_group import INCIDENT
from hozen.faces.words import has
from hozen.workflows.incident import Attribution, Cause
from hozen.workflows.incident.fits import SERVICES

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(firm, capsys, monkeypatch) -> Run:
    for name, said in {"HOZEN_LANG": "en", "HOZEN_WORDS": "strict", "COLUMNS": "240"}.items():
        monkeypatch.setenv(name, said)
    monkeypatch.setenv("HOZEN_BOOKS", str(firm.parent / "books.sqlite"))

    def command(name: str, *words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["incident", name, str(firm), *(str(word) for word in words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def opened(run: Run, *more: str) -> None:
    code, out, err = run("open", CASE, "--cause", "hot_key_theft", "--at", "2026-11-20T12:00", *more)
    assert code == 0, out + err


def test_from_the_first_report_to_the_customers_losses(run) -> None:
    opened(run, "--what", "coins left")
    code, out, _ = run("value", CASE, "--day", "2026-11-20", "--lost", "BTC=5", "--json")
    state = json.loads(out)
    assert (code, state["valued"]["moment"]) == (0, "2026-11-20T14:59:59.000000Z")  # 23:59:59 in Japan
    assert [(one["asset"], one["lost"], one["customers"]) for one in state["losses"]] == [
        ("BTC", str(5 * 10**8), 2)
    ]
    _, shown, _ = run("show", CASE)
    assert "2026-11-20 23:59:59 JST" in shown
    assert "5.00000000" in shown


def test_both_languages_show_the_case(run) -> None:
    opened(run)
    run("freeze", CASE, "--at", "2026-11-20T12:05")
    assert "still stopped" in run("show", CASE)[1]
    told = run("show", CASE, "--lang", "ja")[1]
    assert "ホットウォレットの秘密鍵の窃取" in told
    assert "期限を定めた条文は確認できていない" in told
    assert "停止中" in told


REFUSED = [
    (("value", CASE, "--day", "2026-11-20", "--lost", "DOGE=1"), 1, "no such asset"),
    (
        ("value", CASE, "--day", "2026-11-20", "--lost", "BTC=10.00000001"),
        1,
        "more lost than customers hold",
    ),
    (("value", CASE, "--day", "2026-11-20", "--lost", "BTC=0.000000001"), 1, "not a number of coins"),
    (("value", CASE, "--day", "2026-11-20", "--lost", "BTC"), 1, "BTC=1.5"),
    (("value", CASE, "--day", "2026-11-20", "--falls", "evenly"), 1, "pro_rata, whole_balance, named"),
    (
        ("value", CASE, "--day", "2026-11-20", "--at", "2999-01-01T00:00", "--lost", "BTC=1"),
        1,
        "in the future",
    ),
    (("value", CASE, "--day", "2026-11-20", "--at", "noon", "--lost", "BTC=1"), 1, "not an instant"),
    (("recover", CASE, "--asset", "BTC", "--amount", "1", "--from", "police"), 1, "value the loss first"),
    (("freeze", CASE, "--service", "mail"), 1, "not a service"),
    (("close", CASE), 1, "not settled"),
    (("show", "nowhere"), 1, "no such case"),
    (("show", CASE, "--entry", "1"), 1, "no entry so early"),
    (("open", CASE, "--cause", "hot_key_theft"), 1, "of this name"),
    (("open", "other", "--cause", "magic"), 1, "not a cause"),
    (("open", "other", "--cause", "insider", "--wallets", "w9"), 1, "no such wallet"),
]


def test_what_cannot_be_is_refused_in_words(run) -> None:
    opened(run)
    for words, code, match in REFUSED:
        found = run(*words)
        assert (found[0], match in found[2]) == (code, True), found[2]


def test_the_same_command_twice_is_one_entry(run) -> None:
    opened(run)
    run("value", CASE, "--day", "2026-11-20", "--lost", "BTC=1")
    for _ in range(2):
        code, out, _ = run("recover", CASE, "--asset", "BTC", "--amount", "1", "--from", "police", "--json")
        assert (code, json.loads(out)["losses"][0]["recovered"]) == (0, str(10**8))
    _, out, _ = run("replay", CASE, "--json")
    assert [one["event"] for one in json.loads(out)["entries"]] == ["opened", "valued", "recovered"]


def test_the_same_words_on_another_day_are_other_coins(run, monkeypatch) -> None:
    opened(run)
    run("value", CASE, "--day", "2026-11-20", "--lost", "BTC=2")
    for day, back in ((24, 1), (24, 1), (25, 2)):
        monkeypatch.setattr(
            "hozen.faces.cli.incident_case.now", lambda day=day: datetime(2026, 11, day, 3, tzinfo=UTC)
        )
        _, out, _ = run("recover", CASE, "--asset", "BTC", "--amount", "1", "--from", "police", "--json")
        assert json.loads(out)["losses"][0]["recovered"] == str(back * 10**8)


def test_whoever_entered_does_not_approve(run) -> None:
    opened(run)
    _, out, _ = run("value", CASE, "--day", "2026-11-20", "--lost", "BTC=1", "--json")
    seq = json.loads(out)["valued"]["seq"]
    assert run("approve", CASE, seq, "--as", "SATO")[0] == 1
    code, out, _ = run("approve", CASE, seq, "--as", "suzuki", "--json")
    assert (code, json.loads(out)["valued"]["approved_by"]) == (0, "suzuki")


def test_a_closed_case_is_left_out_of_the_list_and_can_be_taken_up_again(run) -> None:
    opened(run)
    run("close", CASE, "--why", "a drill")
    assert json.loads(run("list", "--json")[1]) == []
    assert [one["case"] for one in json.loads(run("list", "--all", "--json")[1])] == [CASE]
    assert run("reopen", CASE, "--case", "more came out")[0] == 0
    assert CASE in run("list")[1]


def test_quantities_of_assets_are_text_in_json_to_the_last_digit(run) -> None:
    opened(run)
    # 99.000000000000000001 ETH is 99000000000000000001 wei: more than 2^53, which readers of JSON numbers round.
    wei = "99000000000000000001"
    told = json.loads(run("value", CASE, "--day", "2026-11-20", "--lost", f"ETH=99.{1:018}", "--json")[1])
    (loss,) = told["losses"]
    assert (loss["lost"], loss["held"], loss["recovered"]) == (wei, f"100{'0' * 18}", "0")
    assert (loss["customers"], loss["decimals"]) == (1, 18)  # counts stay numbers
    out = run("reverse", CASE, "credited", "--asset", "BTC", "--amount", "2", "--json")[1]
    (wrong,) = json.loads(out)["wrong_credits"]
    assert (wrong["credited"], wrong["reversed"], wrong["made_up"]) == ("200000000", "0", "0")
    _, valued, credited = json.loads(run("replay", CASE, "--json")[1])["entries"]
    assert (valued["body"]["assets"][0]["lost"], credited["body"]["units"]) == (wei, "200000000")
    assert json.loads(run("list", "--json")[1])[0]["losses"] == [loss]


def test_the_rows_of_a_plan_have_text_for_numbers_too() -> None:
    from hozen.faces.cli.incident_document import incident_document

    plan = {"planned": 7, "totals": [["ETH", 1, 10**20, 0]], "unapproved": [5]}
    assert incident_document(plan) == {**plan, "totals": [["ETH", "1", "100000000000000000000", "0"]]}


def test_evidence_is_kept(run, tmp_path) -> None:
    opened(run)
    (tmp_path / "mail.txt").write_text("seen")
    code, out, _ = run("evidence", CASE, tmp_path / "mail.txt", "--what", "the first mail")
    assert (code, "evidence/mail.txt" in out) == (0, True)


def test_every_word_of_a_closed_list_is_there() -> None:
    names = [f"incident.causes.{one.value}" for one in Cause]
    names += [f"incident.falls.{one.value}" for one in Attribution]
    names += [f"incident.services.{one}" for one in SERVICES]
    names += [f"cli.help.incident.{name}" for name in INCIDENT]
    assert [name for name in names if not has(name)] == []
