"""nodes.toml: read strictly, and nothing that stands in it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from hozen.connectors.errors import NodeSettings, SecretRefused
from hozen.workflows.live.bitcoin_settings import bitcoin_settings
from hozen.workflows.live.nodes_file import open_section

LEAST = 'url = "http://127.0.0.1:8332"\nchain = "regtest"\n'


def written(book: Path, text: str) -> Path:
    (book / "nodes.toml").write_text(text)
    return book


def test_what_is_not_said_has_its_usual_value(tmp_path) -> None:
    found = bitcoin_settings(written(tmp_path, f"[bitcoin]\n{LEAST}"))
    assert (found.url, found.network, found.secret) == ("http://127.0.0.1:8332", "regtest", None)
    assert (found.finality_depth, found.per_second, found.gap_limit, found.descriptors) == (6, 50, 1000, {})


def test_all_that_can_be_said(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("NODE_USER", "alice")
    monkeypatch.setenv("NODE_PASSWORD", "hunter2")
    text = f"""[bitcoin]\n{LEAST}user_env = "NODE_USER"\npassword_env = "NODE_PASSWORD"
        finality_depth = 100\nper_second = 5\ngap_limit = 20\n[bitcoin.descriptors]\n"W-1" = ["wpkh(a)", "wpkh(b)"]"""
    found = bitcoin_settings(written(tmp_path, text))
    assert found.secret is not None
    assert found.secret.header() == "Basic YWxpY2U6aHVudGVyMg=="  # base64 of alice:hunter2
    assert (found.finality_depth, found.per_second, found.gap_limit) == (100, 5, 20)
    assert found.descriptors == {"W-1": ("wpkh(a)", "wpkh(b)")}
    assert "hunter2" not in repr(found)


def test_a_cookie_is_seen_from_the_book_folder(tmp_path) -> None:
    cookie = tmp_path / "cookie"
    cookie.write_text("__cookie__:abc")
    text = f'[bitcoin]\n{LEAST}cookie = "cookie"'
    cookie.chmod(0o640)
    with pytest.raises(SecretRefused, match="others can read"):
        bitcoin_settings(written(tmp_path, text))
    cookie.chmod(0o600)
    assert bitcoin_settings(tmp_path).secret is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lacks a section"),
        ("[evm.a]", "lacks a section"),
        ("bitcoin = 1", "lacks a section"),
        ("[bitcoin", "cannot be read"),
        ("[bitcoin]\nchain = 'main'", "a key is missing"),
        (f"[bitcoin]\n{LEAST}pasword_env = 'hunter2'", "an unknown key"),
        (f"[bitcoin]\n{LEAST}password = 'hunter2'", "an unknown key"),
        (f"[bitcoin]\n{LEAST}user_env = 'U'", "do not go together"),
        (f"[bitcoin]\n{LEAST}cookie = 'c'\ntoken_env = 'T'", "do not go together"),
        (f"[bitcoin]\n{LEAST}cookie = 7", "not a text"),
        ("[bitcoin]\nurl = 'http://u:hunter2@a'\nchain = 'main'", "a secret stands in the URL"),
        ("[bitcoin]\nurl = 'a'\nchain = 'main'", "not the URL of a node"),
        ("[bitcoin]\nurl = 'http://a'\nchain = 'mainnet'", "a word that is not known"),
        *(
            (f"[bitcoin]\n{LEAST}{key} = {value}", "cannot be meant")
            for key in ("finality_depth", "per_second", "gap_limit")
            for value in ("0", "-1", "'6'", "6.0", "true", "1000000")
        ),
        (f"[bitcoin]\n{LEAST}descriptors = ['a']", "not a section"),
        (f"[bitcoin]\n{LEAST}descriptors = {{ W = 'a' }}", "not a list"),
        (f"[bitcoin]\n{LEAST}descriptors = {{ W = [] }}", "not a list"),
    ],
)
def test_anything_else_is_refused_and_not_shown(tmp_path, text, said) -> None:
    with pytest.raises(NodeSettings, match=said) as refusal:
        bitcoin_settings(written(tmp_path, text))
    assert "hunter2" not in str(refusal.value)
    assert refusal.value.found is None


def test_a_book_without_the_file_says_what_to_write(tmp_path) -> None:
    with pytest.raises(NodeSettings, match="does not say which node") as refusal:
        open_section(tmp_path, "bitcoin")
    assert "[bitcoin]" in str(refusal.value.expected)
