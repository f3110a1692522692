"""Secrets: out of a named variable or a tight file, and never in sight."""

from __future__ import annotations

import base64
import copy
import json
import logging
import os
import pickle
import traceback
from pathlib import Path

import pytest
from node_server import drops, says

from hozen.connectors.errors import NodeAnswered, NodeUnreachable, SecretRefused
from hozen.connectors.rpc import Rpc
from hozen.connectors.secret import Secret, from_environment, from_file

WORD = "hunter2"
CODED = base64.b64encode(f"alice:{WORD}".encode()).decode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(WORD + "\n")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize(
    ("mode", "tight"),
    [
        *((0o600, True), (0o400, True), (0o700, True)),
        *((0o640, False), (0o604, False), (0o601, False), (0o610, False), (0o620, False), (0o644, False)),
    ],
)
def test_a_file_gives_nothing_to_group_and_others(file, mode, tight) -> None:
    file.chmod(mode)
    if tight:
        assert from_file(file) == WORD
        return
    with pytest.raises(SecretRefused, match="others can read") as refusal:
        from_file(file)
    assert refusal.value.found == f"mode {mode:04o}"


def test_a_link_is_as_tight_as_what_it_leads_to(file, tmp_path) -> None:
    link = tmp_path / "link"
    link.symlink_to(file)
    assert from_file(link) == WORD
    file.chmod(0o644)
    with pytest.raises(SecretRefused, match="others can read"):
        from_file(link)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file away")
def test_a_file_of_somebody_else_is_refused(file) -> None:
    os.chown(file, 12345, -1)
    with pytest.raises(SecretRefused, match="belongs to somebody else"):
        from_file(file)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"two\nlines\n", b"\xff\xfe", b"bell\x07", b"x" * 4097, b"a\x00b"]
)
def test_a_secret_is_one_line_of_text_and_what_it_is_instead_is_not_shown(file, content) -> None:
    file.write_bytes(content)
    with pytest.raises(SecretRefused) as refusal:
        from_file(file)
    assert refusal.value.found is None


def test_what_is_no_file_is_refused(tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "nothing"):
        with pytest.raises(SecretRefused):
            from_file(path)


def test_a_variable_is_named_and_its_value_never_shown() -> None:
    assert from_environment("NODE_PASSWORD", {"NODE_PASSWORD": WORD}) == WORD
    for value in ({}, {"NODE_PASSWORD": ""}, {"NODE_PASSWORD": f"{WORD}\r\nX-Evil: 1"}):
        with pytest.raises(SecretRefused) as refusal:
            from_environment("NODE_PASSWORD", value)
        assert "NODE_PASSWORD" in str(refusal.value)
        assert WORD not in str(refusal.value)


def test_a_cookie_is_user_and_password(file) -> None:
    file.write_text(f"alice:{WORD}")
    assert Secret.cookie(file).header() == f"Basic {CODED}"
    file.write_text(WORD)
    with pytest.raises(SecretRefused, match="not a cookie") as refusal:
        Secret.cookie(file)
    assert WORD not in str(refusal.value)


@pytest.mark.parametrize(("user", "password"), [("", "b"), ("a", ""), ("a:b", "c")])
def test_a_user_and_password_are_whole(user, password) -> None:
    with pytest.raises(SecretRefused):
        Secret.basic(user, password)


@pytest.mark.parametrize("token", ["", "naïve"])
def test_a_token_is_plain(token) -> None:
    with pytest.raises(SecretRefused):
        Secret.bearer(token)


def test_it_has_no_text_form_and_cannot_be_written_down() -> None:
    secret = Secret.basic("alice", WORD)
    for shown in (
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r:>40}",
        repr([secret]),
        repr({"a": secret}),
    ):
        assert WORD not in shown
        assert CODED not in shown
    for way in (pickle.dumps, copy.copy, json.dumps):
        with pytest.raises(TypeError):
            way(secret)


def test_the_node_is_told_and_nobody_else(node, caplog) -> None:
    caplog.set_level(logging.DEBUG)  # the library's own log, too
    rpc = Rpc(
        node.url, secret=Secret.basic("alice", WORD), per_second=9, tries=1, timeout=1, sleep=lambda _: None
    )
    node.methods["echo"] = lambda: node.headers[-1]["Authorization"]
    assert rpc.call("echo") == "Basic ***"  # the node sent it back; it goes no further
    assert node.headers[-1]["Authorization"] == f"Basic {CODED}"
    node.then(
        drops,
        says(f'{{"id": 3, "error": {{"code": -1, "message": "bad header Basic {CODED} of {WORD}"}}}}', 500),
        says("", 401),
    )
    shown = [repr(rpc), str(rpc), caplog.text]
    for kind in (NodeUnreachable, NodeAnswered, NodeAnswered):
        with pytest.raises(kind) as refusal:
            rpc.call("echo")
        shown += [str(refusal.value), "".join(traceback.format_exception(refusal.value))]
    assert "bad header Basic *** of ***" in "".join(shown)
    for one in (*shown, caplog.text):
        assert WORD not in one
        assert CODED not in one


def test_a_token_goes_out_as_bearer(node) -> None:
    node.methods["ok"] = lambda: True
    Rpc(node.url, secret=Secret.bearer("tok-1"), per_second=9, tries=1, timeout=1).call("ok")
    assert node.headers[-1]["Authorization"] == "Bearer tok-1"
