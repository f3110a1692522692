"""A signature beside the snapshot, checked by the page with the browser's own Ed25519, and where the browser has none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from page_world import COMMITMENT

from hozen.faces.verifier import hozen_verify

FORMAT = Path(__file__).resolve().parents[2] / "docs/reference/proof-format.md"
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the base point: RFC 8032, section 5.1
NOTHING = "01" + "00" * 31  # the point that changes no other
WEAK = [
    NOTHING,
    "ec" + "ff" * 30 + "7f",  # order 2
    "00" * 32,  # order 4
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",  # order 8
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "ee" + "ff" * 30 + "7f",  # y = p + 1, so 1 written a second way
]
NO_ED25519 = """
const own = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = function (form, key, algorithm, ...rest) {
    if (algorithm === "Ed25519") return Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
    return own.call(this, form, key, algorithm, ...rest);
};
"""


def example() -> dict[str, str]:
    """The signature of the specification."""
    (text,) = re.findall(r"```signature\n(.*?)```", FORMAT.read_text("utf-8"), re.DOTALL)
    found: dict[str, str] = json.loads(text)
    return found


KEY = example()["public_key"]


def by_one_file(folder: Path, signature: Any, key: str) -> str:
    (folder / "signature.json").write_text(json.dumps(signature), encoding="utf-8")
    try:
        hozen_verify.check_signature(str(folder / "signature.json"), key, bytes.fromhex(COMMITMENT))
    except ValueError as error:
        return {"file": "malformed"}.get(error.args[0], error.args[0])
    return ""


def wrong() -> list[tuple[dict[str, Any], str, str]]:
    """File, the key that the customer types, the fault."""
    good = example()
    first, scalar = good["signature"][:64], int.from_bytes(bytes.fromhex(good["signature"][64:]), "little")
    second = (scalar + ORDER).to_bytes(32, "little").hex()
    found = [
        (good, "ab" * 32, "signature"),
        ({**good, "public_key": "ab" * 32}, KEY, "signature"),
        ({**good, "public_key": "ab" * 32}, "ab" * 32, "signature"),
        ({**good, "commitment": "ab" * 32}, KEY, "signature"),
        ({**good, "signature": good["signature"][:-1] + "4"}, KEY, "signature"),
        ({**good, "signature": "00" * 64}, KEY, "signature"),
        ({**good, "signature": first + second}, KEY, "signature"),  # S + L, a second form of the same
        ({**good, "signature": good["signature"][:-1]}, KEY, "malformed"),
        ({**good, "signature": good["signature"].upper()}, KEY, "malformed"),
        ({**good, "signature": 7}, KEY, "malformed"),
        ({**good, "format": "hozen-signature/2"}, KEY, "malformed"),
        ({**good, "signed_at": "2026-11-20T15:00:00Z"}, KEY, "malformed"),
        ({name: said for name, said in good.items() if name != "commitment"}, KEY, "malformed"),
    ]
    # R = nothing, S = 0: 0·B − k·A is nothing wherever k·A is.
    weak = {"signature": NOTHING + "00" * 32}
    return found + [({**good, **weak, "public_key": key}, key, "signature") for key in WEAK]


@pytest.mark.parametrize(
    ("locale", "said"), [("en-GB", "is signed with the key"), ("ja-JP", "鍵による署名があります")]
)
def test_the_signature_of_the_specification_holds(visit, locale, said) -> None:
    page = visit(locale=locale)
    page.choose("signature", example())
    page.example()
    page.page.fill("#public-key", f" {KEY.upper()} ")
    found = page.check()
    assert (found.kind, said in found.text) == ("holds", True)


def test_without_one_nothing_is_said_of_it(visit) -> None:
    page = visit()
    page.example()
    assert not page.page.is_visible("#public-key")
    assert not re.search("sign", page.check().text, re.IGNORECASE)


def test_what_is_wrong_is_refused_by_the_page_and_by_the_one_file_program(visit, tmp_path) -> None:
    page = visit()
    page.example()
    for number, (signature, key, fault) in enumerate(wrong()):
        page.enter({"signature": signature}, {"public-key": key})
        found = page.check()
        assert (number, found.fault) == (number, fault)
        assert (number, found.kind) == (number, "cannot" if fault == "malformed" else "fails")
        assert (number, by_one_file(tmp_path, signature, key)) == (number, fault)


def test_the_key_is_asked_for(visit) -> None:
    page = visit()
    page.example(signature=example())
    found = page.check()
    assert (found.kind, "Still missing: The exchange's public key." in found.text) == ("missing", True)
    page.page.fill("#public-key", "12")
    assert "is no public key" in page.check().text


def test_a_signature_can_be_left_aside_again(visit) -> None:
    page = visit()
    page.example(signature="{")
    page.page.fill("#public-key", KEY)
    assert page.check().kind == "cannot"
    page.page.click("text=Check without a signature")
    assert not page.page.is_visible("#verdict")
    assert page.check().kind == "holds"


def test_a_browser_that_cannot_says_that_it_was_not_checked(visit) -> None:
    page = visit(script=NO_ED25519)
    page.example(signature=example())
    page.page.fill("#public-key", KEY)
    found = page.check()
    assert (found.kind, "The signature was NOT checked" in found.text) == ("holds", True)
    assert "is signed with" not in found.text
    page.page.fill("#public-key", "ab" * 32)  # another key than the file's needs no curve to see
    assert page.check().fault == "signature"
