"""Vectors that others published: BIP-322's own (CC0), and an exchange's proof of reserves (MIT)."""

from hozen.rules.custody.ownership import Method, Proof, verify
from hozen.rules.custody.ownership.signed.address import script_of
from hozen.rules.custody.ownership.signed.bip137 import key_that_signed
from hozen.rules.custody.ownership.signed.bip322 import message_hash, to_sign, to_spend
from hozen.rules.custody.ownership.signed.eip191 import signer

SATOSHI_OF_A_COIN = 345_678  # every further coin of the proofs of funds


def signatures(rows):
    return [(row, text) for row in rows for text in row["bip322_signatures"]]


def answer(row, text):
    return verify(row["address"], row["message"], text, Method.BIP322)


class TestBip322:
    def test_the_hashes_of_message_and_both_transactions(self, bip322):
        assert len(bip322["tx_hashes"]) == 3
        for row in bip322["tx_hashes"]:
            said, script = row["message"].encode(), script_of(row["address"])
            assert message_hash(said).hex() == row["message_hash"]
            assert to_spend(said, script).txid[::-1].hex() == row["to_spend_tx_hash"]
            assert to_sign(said, script).txid[::-1].hex() == row["to_sign_tx_hash"]

    def test_ten_simple_signatures_are_valid(self, bip322):
        pairs = signatures(bip322["simple"])
        assert len(pairs) == 10
        assert [row for row, text in pairs if not answer(row, text).valid] == []

    def test_ten_full_proofs_are_valid_and_name_their_times(self, bip322):
        pairs = signatures(bip322["full"])
        assert len(pairs) == 10
        for row, text in pairs:
            found = answer(row, text)
            assert found.valid, (row["type"], found)
            assert (found.lock_time, found.sequence) == (row["lock_time"], row["sequence"])

    def test_three_proofs_of_funds_are_valid_and_name_their_coins(self, bip322):
        pairs = signatures(bip322["proof_of_funds"])
        assert len(pairs) == 3
        for row, text in pairs:
            found = answer(row, text)
            assert found.valid, found
            wanted = [coin for group in row["additional_inputs"] for coin in group]
            assert [one.script.hex() for one in found.coins] == [coin["pk_script"] for coin in wanted]
            assert [one.satoshi for one in found.coins] == [SATOSHI_OF_A_COIN] * len(wanted)

    def test_thirty_six_errors_are_refused(self, bip322):
        rows = bip322["error"]
        assert len(rows) == 36
        found = [verify(row["address"], row["message"], row["signature"], Method.BIP322) for row in rows]
        assert [one.proof for one in found] == [Proof.REFUSED] * 36

    def test_what_is_refused_for_its_form_says_so(self, bip322):
        forms = {"base64": "not_base64", "signature too short": "too_short", "full variant": "malformed"}
        seen = set()
        for row in bip322["error"]:
            for said, reason in forms.items():
                if said in row["error_substr"]:
                    seen.add(said)
                    found = verify(row["address"], row["message"], row["signature"], Method.BIP322)
                    assert found.reason == reason, row["description"]
        assert seen == set(forms)

    def test_texts_without_their_prefix_are_read_all_the_same(self, bip322):
        for section in ("simple", "full", "proof_of_funds"):
            for row, text in signatures(bip322[section]):
                bare = text[3:] if text[:3] in ("smp", "ful", "pof") else text
                assert answer(row, bare).valid, row

    def test_no_signature_is_valid_for_another_row(self, bip322):
        rows = bip322["simple"] + bip322["full"] + bip322["proof_of_funds"]
        for number, (row, text) in enumerate(signatures(rows)):
            other = rows[(rows.index(row) + 1) % len(rows)]
            if other["address"] != row["address"]:
                assert not verify(other["address"], row["message"], text, Method.BIP322).valid, number
            assert not verify(row["address"], other["message"], text, Method.BIP322).valid, number


class TestOkx:
    def test_three_bitcoin_signatures_give_the_published_keys(self, okx_bitcoin):
        assert len(okx_bitcoin) == 3
        for _, message, text, key in okx_bitcoin:
            assert key_that_signed(message, text).hex() == key

    def test_of_them_one_proves_its_address_and_two_are_of_several_keys(self, okx_bitcoin):
        """Behind the other two addresses stands a script, and one key of it proves nothing by itself."""
        found = [verify(address, message, text) for address, message, text, _ in okx_bitcoin]
        assert [one.proof for one in found] == [Proof.VALID, Proof.REFUSED, Proof.REFUSED]
        assert {one.method for one in found} == {Method.BIP137}

    def test_six_rows_of_accounts_are_signed_by_whom_they_name(self, okx_accounts):
        assert len(okx_accounts) == 6
        for row in okx_accounts:
            named = [row["eoa1"], row["eoa2"]] if row.get("eoa1") else [row["address"]]
            texts = [text for text in (row["signature1"], row["signature2"]) if text]
            signed = [signer(row["message"], text, hashed=True) for text in texts]
            assert signed == [one for one in named if one][: len(texts)]
            for account, text in zip(signed, texts, strict=True):
                assert verify(account, row["message"], text, Method.EIP191_HASHED).valid

    def test_they_sign_the_messages_hash_and_not_the_message(self, okx_accounts):
        for row in okx_accounts:
            account = row.get("eoa1") or row["address"]
            assert not verify(account, row["message"], row["signature1"], Method.EIP191).valid
