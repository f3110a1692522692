"""The page of one day: all that its commitment stands for, its files, and how to check with them."""

from __future__ import annotations

from hashlib import sha256

from hozen.faces.site.frame import card, facts, foot, framed, hash_of, large_hash, switch, word
from hozen.faces.site.html import Html, element, joined, named
from hozen.faces.site.states import instant, signed, stamped
from hozen.faces.site.totals import trees
from hozen.faces.words import Language
from hozen.rules.liabilities import NO_PREVIOUS
from hozen.workflows.snapshot.day_folder import PROOF, REPLY, SIGNATURE
from hozen.workflows.snapshot.history import PublishedDay
from hozen.workflows.snapshot.signing_key import fingerprint
from hozen.workflows.snapshot.stamping import Covers, Stamp


def day_page(one: PublishedDay, before: PublishedDay | None, firm: str, lang: Language) -> bytes:
    """`<lang>/<day>.html`."""
    other = "en" if lang == "ja" else "ja"
    title = word(lang, "day.title", day=one.day, firm=firm)
    header = element(
        "header",
        switch(lang, f"../{other}/{one.day}.html"),
        element("p", element("a", word(lang, "day.back"), href="index.html")),
        element("h1", title),
    )
    parts = [_commitment(one, before, lang), _signature(one, lang), _totals(one, lang), _chains(one, lang)]
    return framed(
        lang, title, element("main", header, *parts, _files(one, lang), _how(one, lang), foot(lang))
    )


def _commitment(one: PublishedDay, before: PublishedDay | None, lang: Language) -> Html:
    return card(
        word(lang, "fact.commitment"),
        large_hash(one.public.commitment),
        facts(
            (word(lang, "fact.cut_off"), instant(one.opening.cut_off, lang)),
            (word(lang, "fact.book"), named(one.opening.book)),
            (word(lang, "fact.parts"), str(one.opening.parts)),
            (word(lang, "fact.software"), named(one.public.snapshot.software)),
            (word(lang, "fact.previous"), _previous(one, before, lang)),
        ),
    )


def _previous(one: PublishedDay, before: PublishedDay | None, lang: Language) -> Html:
    if before is None or one.opening.previous == NO_PREVIOUS:
        return joined(word(lang, "day.first"))
    link = element("a", before.day.isoformat(), href=f"{before.day}.html")
    return joined(hash_of(one.opening.previous), " (", link, ")")


def _signature(one: PublishedDay, lang: Language) -> Html:
    rows: list[Html] = []
    if one.signature:
        key = one.signature.public_key
        rows = [
            facts(
                (word(lang, "keys.public"), hash_of(key)),
                (word(lang, "keys.fingerprint"), element("code", fingerprint(key), class_="hash")),
            )
        ]
    return card(word(lang, "day.signature"), signed(one, lang), *rows, stamped(one, lang))


def _totals(one: PublishedDay, lang: Language) -> Html:
    return card(word(lang, "totals.head"), element("p", word(lang, "totals.apart")), trees(one, lang))


def _chains(one: PublishedDay, lang: Language) -> Html:
    points = one.public.snapshot.chains
    if not points:
        return card(word(lang, "chains.head"), element("p", word(lang, "chains.none")))
    rows = [
        (point.chain, word(lang, "chains.at", height=f"{point.height:,}", block=point.block_hash))
        for point in points
    ]
    return card(word(lang, "chains.head"), facts(*((named(chain), named(said)) for chain, said in rows)))


def _files(one: PublishedDay, lang: Language) -> Html:
    rows = [
        (
            element("a", name, href=f"../days/{one.day}/{name}", download=f"{one.day}-{name}"),
            joined(word(lang, _kind(name)), " SHA-256 ", hash_of(sha256(content).digest())),
        )
        for name, content in one.files.items()
    ]
    return card(word(lang, "files.head"), facts(*rows))


def _kind(name: str) -> str:
    return "files.proof" if name.endswith(PROOF) else f"files.{name.replace('.', '_')}"


def _how(one: PublishedDay, lang: Language) -> Html:
    signed_by = (
        f" \\\n  --signature signature.json --public-key {one.signature.public_key.hex()}"
        if one.signature
        else ""
    )
    command = (
        "python3 hozen_verify.py snapshot.json proof.json --account ID --balance BTC=1.5 \\\n"
        f"  --published {one.public.commitment.hex()}{signed_by}"
    )
    told = [element("p", word(lang, "how.told")), element("pre", command)]
    if one.stamp:
        told += [element("p", word(lang, "how.stamp")), element("pre", _stamp_command(one, one.stamp))]
    return card(word(lang, "how.head"), *told)


def _stamp_command(one: PublishedDay, stamp: Stamp) -> str:
    """How openssl verifies the stamp: of a file, or of the commitment, whose hash it is told."""
    signed_file = stamp.covers is Covers.SIGNATURE
    data = f"-data {SIGNATURE}" if signed_file else f"-digest {sha256(one.public.commitment).hexdigest()}"
    return f"openssl ts -verify {data} -in {REPLY} -CAfile root.pem"
