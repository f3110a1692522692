"""The page that checks a proof, in a real browser: what it says, what it refuses, and what it cannot do."""

from __future__ import annotations

import re

import proof_example
import pytest
from liability_world import built, debt, owed, published
from page_world import COMMITMENT, PHONE, content

from hozen.faces.verifier import verifier_page
from hozen.rules.liabilities import cut_proof, proof_text, snapshot_text


def said_of(*rows, account="1001", **more):
    """Files and commitment of a book of a few rows."""
    found = built(*rows, **more)
    proof = proof_text(cut_proof(found, account))
    return {"snapshot": snapshot_text(found.snapshot), "proof": proof, "published": published(found).hex()}


class TestHolds:
    def test_the_balance_the_total_and_what_is_not_shown(self, visit) -> None:
        page = visit()
        page.choose("snapshot", proof_example.snapshot_file())
        page.choose("proof", proof_example.proof_of("1001"))
        page.fill(account="1001", published=COMMITMENT)
        page.balance("BTC", "1.5")
        page.page.get_by_role("button", name="Check", exact=True).click()
        found = page.verdict()
        assert (found.kind, found.fault) == ("holds", "")
        assert re.search(r"1\.50000000\s.*1\.80000000\s.*as you typed", found.text, re.DOTALL)
        assert "not compared" not in found.text.lower()
        limits = page.page.inner_text("section[aria-labelledby=limits-head]")
        assert "That the assets are there" in limits
        assert "That nobody is left out" in limits

    def test_a_balance_that_is_not_typed_is_told_to_be_open(self, visit) -> None:
        page = visit()
        page.example()
        found = page.check()
        assert (found.kind, "not compared: look at your account" in found.text) == ("holds", True)
        assert "Not compared: BTC, owed to you." in found.text

    def test_in_japanese_where_the_browser_speaks_it(self, visit) -> None:
        page = visit(locale="ja-JP")
        assert page.page.get_attribute("html", "lang") == "ja"
        page.example(proof=proof_example.proof_of("利用者-7"), account="利用者-7")
        found = page.check()
        assert (found.kind, "成立" in found.text, "次の残高は" in found.text) == ("holds", True, True)
        # 2026-11-20T15:00Z is midnight in Japan
        assert "日本時間 2026-11-21 00:00（UTC 2026-11-20 15:00）" in found.text

    def test_the_language_can_be_changed_and_the_verdict_with_it(self, visit) -> None:
        page = visit()
        page.example()
        page.check()
        page.page.click("text=日本語")
        assert page.page.get_attribute("html", "lang") == "ja"
        assert page.page.title() == "残高の証明を確認する"
        assert "成立" in page.verdict().text
        assert not re.search(r"[a-z]{4,} [a-z]{4,}", page.page.inner_text("main")), "English is left"
        page.page.click("text=English")
        assert "It holds" in page.verdict().text

    def test_a_link_can_ask_for_a_language(self, watched, page_file) -> None:
        watched.page.goto("about:blank")
        watched.page.goto(f"{page_file.as_uri()}#ja")
        assert watched.page.get_attribute("html", "lang") == "ja"

    def test_a_balance_may_be_written_in_several_ways(self, visit) -> None:
        page = visit()
        page.example()
        for typed in ("1.5", "1.50000000", "1.500000000000", "１．５", " 1.5 ", "01.5"):
            page.balance("BTC", typed)
            assert (typed, page.check().kind) == (typed, "holds")

    def test_amounts_are_exact_and_have_commas(self, visit) -> None:
        # 2^127 − 1 is 170141183460469231731687303715884105727; 8 decimals
        most = 2**127 - 1
        page = visit()
        page.example(**said_of(owed("1001", "BTC", most), owed("2", "BTC", 1)))
        page.balance("BTC", "1,701,411,834,604,692,317,316,873,037,158.84105727")
        found = page.check()
        assert (found.kind, "as you typed" in found.text) == ("holds", True)
        assert "1,701,411,834,604,692,317,316,873,037,158.84105727" in found.text
        assert "1,701,411,834,604,692,317,316,873,037,158.84105728" in found.text

    def test_debts_are_shown_as_debts(self, visit) -> None:
        page = visit()
        page.example(**said_of(owed("1001", "BTC", 500), debt("1001", "BTC", 30_000_000)))
        page.balance("BTC, owed by you", "0.3")
        found = page.check()
        assert found.kind == "holds"
        assert "BTC owed by you" in found.text

    def test_an_asset_that_nobody_holds_counts_as_nothing(self, visit) -> None:
        page = visit()
        page.example()
        page.add("ETH", "owed", "0")
        page.add("BTC", "debt", "0.00")
        page.add("DOGE", "owed", "0")
        assert page.check().kind == "holds"

    def test_a_name_cannot_hide_or_turn_what_stands_beside_it(self, visit) -> None:
        page = visit()
        page.example(**said_of(owed("1001", "\u202e<b>CTB</b>\n", 5)))
        found = page.check()
        assert (found.kind, "?<b>CTB</b>?" in found.text) == ("holds", True)


class TestRefused:
    def test_another_balance(self, visit) -> None:
        page = visit()
        page.example()
        for typed in ("1.4", "1.500000001", "0", "150000000"):
            page.balance("BTC", typed)
            found = page.check()
            assert (found.kind, found.fault) == ("fails", "balance")
            assert f"the proof shows 1.50000000, you typed {typed}." in found.text

    def test_a_figure_with_more_decimals_than_the_asset_is_another(self, visit) -> None:
        # 1500000001 units of 8 decimals are 15.00000001; the same digits with the point elsewhere are not
        page = visit()
        page.example(**said_of(owed("1001", "BTC", 1_500_000_001)))
        page.balance("BTC", "1.500000001")
        assert page.check().fault == "balance"
        page.balance("BTC", "15.00000001")
        assert page.check().kind == "holds"

    def test_a_balance_that_the_proof_does_not_name(self, visit) -> None:
        page = visit()
        page.example()
        for asset, side in (("ETH", "owed"), ("DOGE", "owed"), ("BTC", "debt")):
            page.add(asset, side, "0.1")
            assert (asset, page.check().fault) == (asset, "balance")
            page.page.click("text=Remove row 1")

    def test_a_row_that_was_added_can_be_taken_away(self, visit) -> None:
        page = visit()
        page.example()
        page.add("DOGE", "owed", "5")
        assert page.check().fault == "balance"
        page.page.click("text=Remove row 1")
        assert page.check().kind == "holds"

    @pytest.mark.parametrize(
        ("accounts", "is_almost"),
        [(("1002", "10010", "利用者-7", "１００２", " "), False), ((" 1001", "1001 ", "１００１"), True)],
    )
    def test_another_account_and_one_with_blanks_or_wide_letters(self, visit, accounts, is_almost) -> None:
        page = visit()
        page.example()
        for account in accounts:
            page.fill(account=account)
            found = page.check()
            assert (account, found.kind, found.fault) == (account, "fails", "account absent")
            assert ("without them it is the account" in found.text) == is_almost

    def test_a_snapshot_that_was_not_published(self, visit) -> None:
        page = visit()
        page.example(published="00" * 32)
        found = page.check()
        assert (found.kind, found.fault) == ("fails", "not published")
        assert "tell others and the regulator" in found.text

    def test_a_refusal_in_japanese(self, visit) -> None:
        page = visit(locale="ja-JP")
        page.example(account="1002")
        found = page.check()
        assert "不成立" in found.text
        assert re.search(r"口座の不在.account absent", found.text)


class TestCannotBeChecked:
    def test_what_is_missing_is_named_and_comes_to_the_fore(self, visit) -> None:
        page = visit()
        found = page.check()
        assert found.kind == "missing"
        assert "Snapshot, Your proof, Your account id, The published commitment" in found.text
        page.example(published="")
        assert page.check().text.endswith("Still missing: The published commitment.")
        assert page.page.evaluate("document.activeElement.id") == "published"
        assert page.page.get_attribute("#published", "aria-invalid") == "true"

    def test_what_is_no_commitment(self, visit) -> None:
        page = visit()
        page.example()
        for typed in ("12", "g" * 64, COMMITMENT + "00"):
            page.fill(published=typed)
            found = page.check()
            assert (found.kind, found.fault) == ("cannot", "malformed")
            assert "This says nothing about the exchange." in found.text

    def test_a_commitment_may_be_copied_with_blanks_and_capitals(self, visit) -> None:
        page = visit()
        page.example(published=f" {COMMITMENT[:32].upper()}\n{COMMITMENT[32:]} ")
        assert page.check().kind == "holds"

    def test_a_balance_that_is_no_figure(self, visit) -> None:
        page = visit()
        page.example()
        for typed in ("-1", "1e3", ".5", "1.", "1,5", "15,00.0", "one", "0x1"):
            page.balance("BTC", typed)
            found = page.check()
            assert (found.kind, f"“{typed}” is not an amount" in found.text) == ("cannot", True)

    def test_the_files_changed_for_each_other(self, visit) -> None:
        page = visit()
        page.example(snapshot=proof_example.proof_of("1001"), proof=proof_example.snapshot_file())
        assert page.check().kind == "cannot"
        assert "not in the format" in page.page.inner_text("#snapshot-state")

    def test_what_the_page_did_not_foresee_is_no_verdict_on_the_proof(self, watched) -> None:
        watched.page.evaluate(
            "() => { SubtleCrypto.prototype.digest = () => { throw new Error('no power'); }; }"
        )
        watched.example()
        with watched.page.expect_event("pageerror") as thrown:
            found = watched.check()
        assert (found.kind, found.fault) == ("cannot", "")
        assert "The page itself failed: Error: no power." in found.text
        assert "This says nothing about the exchange." in found.text
        assert "no power" in str(thrown.value)

    def test_without_webcrypto_it_says_so_and_asks_for_nothing(self, visit) -> None:
        page = visit(script="Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})")
        assert "WebCrypto" in page.page.inner_text("#no-crypto")
        assert not page.page.is_visible("#form")
        page.page.click("text=日本語")
        assert "検証できません" in page.page.inner_text("#no-crypto")

    def test_without_javascript_it_says_so_in_both_languages(self, visit) -> None:
        said = visit(java_script_enabled=False).page.inner_text("body")
        assert "needs JavaScript" in said
        assert "JavaScript と" in said


class TestInUse:
    def test_a_verdict_goes_away_when_anything_it_rests_on_changes(self, visit) -> None:
        page = visit()
        page.example()
        page.balance("BTC", "1.5")
        for change in (
            lambda: page.fill(account="1002"),
            lambda: page.fill(account="1001"),
            lambda: page.balance("BTC", "1.4"),
            lambda: page.add("ETH", "owed", "1"),
            lambda: page.choose("proof", proof_example.proof_of("利用者-7")),
            lambda: page.choose("snapshot", proof_example.snapshot_file()),
        ):
            page.check()
            change()
            assert not page.page.is_visible("#verdict")

    def test_a_verdict_that_comes_too_late_is_not_shown(self, watched) -> None:
        watched.example()
        watched.page.evaluate(
            """() => {
                const own = SubtleCrypto.prototype.digest;
                SubtleCrypto.prototype.digest = async function (...given) {
                    if (!window.isOpen) await new Promise((go) => { window.goOn = go; });
                    return own.apply(this, given);
                };
            }"""
        )
        watched.page.click("button.main")
        watched.page.wait_for_timeout(20)
        watched.fill(account="1002")
        watched.page.evaluate("() => { window.isOpen = true; window.goOn(); }")
        watched.page.wait_for_timeout(200)
        assert not watched.page.is_visible("#verdict")
        assert watched.check().fault == "account absent"

    def test_files_may_be_dropped_in_any_order_and_find_their_place(self, visit) -> None:
        page = visit()
        drop(page, proof_example.proof_of("1001"), proof_example.snapshot_file())
        page.page.wait_for_selector("#amount-0")
        page.fill(account="1001", published=COMMITMENT)
        assert page.check().kind == "holds"

    def test_a_file_of_another_kind_that_is_dropped_takes_no_place(self, visit) -> None:
        page = visit()
        drop(page, {"kind": "holiday"})
        page.page.get_by_text("neither a snapshot nor a proof").wait_for()
        assert page.check().kind == "missing"

    def test_it_can_be_used_with_the_keyboard_alone(self, visit) -> None:
        page = visit()
        page.example(account="", published="")
        page.page.focus("#snapshot")
        reached = []
        for _ in range(7):
            reached.append(
                page.page.evaluate("document.activeElement.id || document.activeElement.className")
            )
            if reached[-1] == "account":
                page.page.keyboard.type("1001")
            if reached[-1] == "published":
                page.page.keyboard.type(COMMITMENT)
            page.page.keyboard.press("Tab")
        assert reached == ["snapshot", "proof", "signature", "account", "published", "amount-0", "add"]
        page.page.keyboard.press("Enter")
        assert page.verdict().kind == "holds"

    def test_the_odds_of_an_omission(self, visit) -> None:
        page = visit()
        for share, many, seen in (
            ("5", "10", "40.12%"),  # 1 − 0.95^10 = 40.126…%
            ("1", "100", "63.39%"),  # 1 − 0.99^100 = 63.396…%
            ("20", "1", "20.00%"),
            ("0.5", "2", "0.99%"),  # 1 − 0.995² = 0.9975%
            ("100", "1", "100.00%"),
            ("50", "100000", "99.99%"),  # never rounded up to certainty
            ("0", "5", "0.00%"),
            ("5", "0", "0.00%"),
        ):
            page.fill(share=share, omitted=many)
            assert page.page.inner_text("#odds").endswith(f"is seen with {seen}.")

    def test_what_is_no_share_or_no_number(self, visit) -> None:
        page = visit()
        wrong = [
            ("101", "1"),
            ("100.01", "1"),
            ("x", "1"),
            ("5", "1.5"),
            ("5", "100001"),
            ("", "1"),
            ("1.234", "1"),
        ]
        for share, many in wrong:
            page.fill(share=share, omitted=many)
            assert page.page.inner_text("#odds").startswith("Type a share")

    def test_nothing_is_wider_than_a_phone(self, visit) -> None:
        page = visit(width=PHONE)
        page.example(**said_of(owed("1001", "W" * 200, 2**127), debt("1001", "BTC", 2**127)))
        assert page.check().kind == "holds"
        page.page.click("summary")
        assert page.page.evaluate("document.documentElement.scrollWidth") == PHONE


class TestAlone:
    """What the page could do if it wanted to: nothing but compute."""

    def test_its_policy_lets_its_own_script_and_style_through_and_nothing_else(self) -> None:
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', verifier_page())
        rules = dict(one.split(" ", 1) for one in policy.split("; "))
        own = r"'sha256-[A-Za-z0-9+/]{43}='"
        assert re.fullmatch(own, rules.pop("script-src"))
        assert re.fullmatch(own, rules.pop("style-src"))
        assert rules == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}

    def test_it_is_one_file_that_names_no_other(self) -> None:
        page = verifier_page()
        assert re.findall(r"https?:|//[a-z]|@import|url\(|src=|srcset|<link", page.replace("// ", "")) == []
        assert (
            re.findall(
                r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function| on\w+=", page
            )
            == []
        )
        assert page.count("</script") == 1

    @pytest.mark.parametrize(
        "deed",
        [
            "fetch('http://127.0.0.1:9/').catch(() => 0)",
            "new Promise((done) => { const one = new Image(); one.onerror = done; one.src = 'http://127.0.0.1:9/'; })",
            "navigator.sendBeacon('http://127.0.0.1:9/', 'x')",
            "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))",
        ],
    )
    def test_what_a_planted_script_would_do_is_refused_and_seen(self, watched, deed) -> None:
        with watched.page.expect_event("console") as said:
            watched.page.evaluate(deed)
        assert "Content Security Policy" in said.value.text
        assert watched.page.evaluate("window.ran") is None


def drop(page, *files) -> None:
    """Files let go of over the page."""
    page.page.evaluate(
        """(texts) => {
            const dataTransfer = new DataTransfer();
            texts.forEach((text, number) => dataTransfer.items.add(new File([text], `${number}.json`)));
            document.body.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
        }""",
        [content(one).decode() for one in files],
    )
