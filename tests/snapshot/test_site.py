"""The pages of the site: what stands on them, that nothing on them runs, and that no customer is on them."""

from __future__ import annotations

import json
import re
import subprocess
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from authority import OPENSSL, make_authority
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from liability_world import built, owed
from snapshot_folder import ACCOUNTS, DAYS, make_days

from hozen.faces.site import site_files
from hozen.faces.site.html import Html, element, joined, named
from hozen.faces.verifier import verifier_page, verifier_text
from hozen.rules.liabilities import snapshot_text
from hozen.workflows.snapshot.day_folder import open_day
from hozen.workflows.snapshot.history import read_history
from hozen.workflows.snapshot.signing import sign
from hozen.workflows.snapshot.stamping import request_for, take_reply

KEY = Ed25519PrivateKey.from_private_bytes(b"\x44" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()


class Read(HTMLParser):
    """Elements with their attributes, and the text that a person sees."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said = ""
        self.feed(page.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open += [] if tag in {"meta", "wbr"} else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += "" if self.open[-1:] == ["style"] else data

    def values(self, tag: str, name: str) -> list[str]:
        return [str(one[name]) for kind, one in self.found if kind == tag and name in one]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Three days; the second is signed."""
    place: Path = tmp_path_factory.mktemp("snapshots")
    make_days(place)
    sign(open_day(place / DAYS[1]), KEY)
    return place


@pytest.fixture(scope="module")
def files(folder) -> dict[str, bytes]:
    return site_files(read_history(folder), "Acme & <Söhne>")


@pytest.fixture(scope="module")
def pages(files) -> dict[str, Read]:
    """Every page but the verifier, which is somebody else's."""
    names = [name for name in files if name.endswith(".html") and name != "hozen_verify.html"]
    return {name: Read(files[name]) for name in names}


class TestEveryPage:
    def test_nothing_on_it_runs_or_is_fetched(self, pages) -> None:
        allowed = {
            "a",
            "bdi",
            "body",
            "caption",
            "code",
            "dd",
            "div",
            "dl",
            "dt",
            "footer",
            "h1",
            "h2",
            "h3",
            "head",
        }
        allowed |= {
            "header",
            "html",
            "li",
            "main",
            "meta",
            "nav",
            "p",
            "pre",
            "section",
            "style",
            "table",
            "tbody",
        }
        allowed |= {"td", "th", "thead", "title", "tr", "ul", "wbr"}
        for page in pages.values():
            assert {tag for tag, _ in page.found} <= allowed
            assert not any(name.startswith("on") or name == "style" for _, one in page.found for name in one)
            assert page.values("meta", "content")[0].startswith("default-src 'none'; style-src 'sha256-")

    def test_its_policy_names_its_own_style(self, files, pages) -> None:
        from base64 import b64encode

        for name, page in pages.items():
            (style,) = re.findall(r"<style>(.*?)</style>", files[name].decode(), re.DOTALL)
            digest = b64encode(sha256(style.encode()).digest()).decode()
            assert f"style-src 'sha256-{digest}';" in page.values("meta", "content")[0]

    def test_every_link_leads_to_a_file_of_the_site(self, files, pages) -> None:
        for name, page in pages.items():
            for link in page.values("a", "href"):
                assert normpath(join(dirname(name), link.partition("#")[0])) in files, f"{name}: {link}"

    def test_every_day_and_both_languages_can_be_reached(self, pages) -> None:
        for lang, other in (("en", "ja"), ("ja", "en")):
            links = pages[f"{lang}/index.html"].values("a", "href")
            assert {f"{day}.html" for day in DAYS} <= set(links)
            assert f"../{other}/index.html" in links
            assert f"../{other}/{DAYS[0]}.html" in pages[f"{lang}/{DAYS[0]}.html"].values("a", "href")

    def test_it_says_its_language_and_has_one_first_heading(self, pages) -> None:
        for name, page in pages.items():
            assert page.values("html", "lang") == [name[:2] if "/" in name else "en"]
            assert [tag for tag, _ in page.found].count("h1") == 1

    def test_what_somebody_chose_as_a_name_is_no_markup(self, pages, files) -> None:
        assert "Acme & <Söhne>" in pages["en/index.html"].said
        assert all(b"<S\xc3\xb6hne>" not in files[name] for name in pages)


class TestNoCustomer:
    def test_no_account_is_named_anywhere(self, files) -> None:
        for name, content in files.items():
            assert not any(account.encode() in content for account in ACCOUNTS), name
            assert b"\\u5229" not in content, name

    def test_nor_a_number_of_them(self, files, pages) -> None:
        # Three accounts, five leaves of BTC's two owners, eight places: none of it beyond root, total and height.
        index = json.loads(files["index.json"])
        fields = {"day", "cut_off", "commitment", "previous", "files", "public_key", "stamp"}
        assert all(set(one) == fields for one in index["snapshots"])
        tree = json.loads(files[f"days/{DAYS[0]}/snapshot.json"])["trees"][0]
        assert set(tree) == {"side", "asset", "decimals", "root", "total", "height"}
        told = pages[f"en/{DAYS[0]}.html"].said
        assert not re.search(r"(customers|accounts|leaves):? [0-9]|[0-9] (customers|accounts|leaves)", told)


class TestWhatItSays:
    def test_commitment_and_totals_of_the_newest(self, pages, folder) -> None:
        # 150000000 + 2 + 30000000 satoshi; 20 at 8 decimals; nobody holds DOGE; a debt of 7 apart
        newest = read_history(folder)[-1]
        for lang in ("en", "ja"):
            said = pages[f"{lang}/index.html"].said
            assert newest.public.commitment.hex() in said
            assert [one in said for one in ("1.80000002", "0.00000020", "0.00000000", "0.00000007")] == [
                True
            ] * 4
        assert "Owed by customers, apart and never set off" in pages["en/index.html"].said
        assert "2026-11-21 00:00:00 JST (2026-11-20T15:00:00Z)" in pages["en/index.html"].said

    def test_every_commitment_of_the_past(self, pages, folder) -> None:
        for one in read_history(folder):
            assert one.public.commitment.hex() in pages["ja/index.html"].said

    def test_the_day_before_and_the_first(self, pages, folder) -> None:
        first, second, _ = read_history(folder)
        assert "none: this is the first" in pages[f"en/{DAYS[0]}.html"].said
        assert first.public.commitment.hex() in pages[f"en/{DAYS[1]}.html"].said
        assert second.opening.previous == first.public.commitment

    def test_roots_and_the_sha_256_of_each_file(self, pages, files, folder) -> None:
        for one in read_history(folder):
            said = pages[f"ja/{one.day}.html"].said
            assert all(tree.root.hex() in said for tree in one.public.snapshot.trees)
            for name in one.files:
                assert sha256(files[f"days/{one.day}/{name}"]).hexdigest() in said

    def test_what_is_signed_and_what_is_not(self, pages) -> None:
        assert "Not signed." in pages[f"en/{DAYS[0]}.html"].said
        assert "✓ Signed." in pages[f"en/{DAYS[1]}.html"].said
        assert "署名はありません。" in pages[f"ja/{DAYS[2]}.html"].said
        front = pages["en/index.html"].said
        assert (PUBLIC.hex() in front, sha256(PUBLIC).hexdigest() in front) == (True, True)
        assert f"--public-key {PUBLIC.hex()}" in pages[f"en/{DAYS[1]}.html"].said

    def test_the_verifiers_are_those_that_hozen_hands_out(self, files) -> None:
        assert files["hozen_verify.py"].decode() == verifier_text()
        assert files["hozen_verify.html"].decode() == verifier_page()
        digests = json.loads(files["index.json"])["verifiers"]
        assert digests == {
            name: sha256(files[name]).hexdigest() for name in ("hozen_verify.html", "hozen_verify.py")
        }

    @pytest.mark.skipif(OPENSSL is None, reason="NO OPENSSL PROGRAM, so no time stamp is made")
    def test_a_stamp_is_called_good_only_where_its_chain_was_verified(self, tmp_path) -> None:
        make_days(tmp_path / "snapshots", DAYS[0])
        (tmp_path / "tsa").mkdir()
        authority = make_authority(tmp_path / "tsa", "Zeit & Co")
        day = open_day(tmp_path / "snapshots" / DAYS[0])
        take_reply(day, authority.reply(request_for(day)))
        said = {}
        for roots in (None, authority.root):
            found = site_files(read_history(tmp_path / "snapshots", roots))
            assert found[f"days/{DAYS[0]}/timestamp.tsr"] == (day.folder / "timestamp.tsr").read_bytes()
            said[roots] = Read(found["en/index.html"]).said
        (command,) = re.findall(r"openssl ts .*", Read(found[f"ja/{DAYS[0]}.html"]).said)
        words = command.replace("root.pem", str(authority.root)).split()
        done = subprocess.run(words, cwd=day.folder, capture_output=True, text=True, check=False)
        assert "Verification: OK" in done.stdout
        assert "● A time stamp says" in said[None]
        assert "was not verified when this site was made" in said[None]
        assert "✓ Time-stamped at" in said[authority.root]
        assert "by Zeit & Co" in said[authority.root]

    def test_a_book_in_which_nothing_is_owed(self, tmp_path) -> None:
        made = built(owed("1", "BTC", 0), parts=1)
        place = tmp_path / "2026-11-20/public"
        place.mkdir(parents=True)
        (place / "snapshot.json").write_text(snapshot_text(made.snapshot))
        said = Read(site_files(read_history(tmp_path))["en/index.html"]).said
        assert ("0.00000000" in said, "No customer owes anything." in said) == (True, True)
        assert "1 snapshot, the first." in said


class TestHtml:
    def test_a_text_is_escaped_once_and_html_is_not(self) -> None:
        inside = element("b", 'a<b>"&', title='"<')
        assert inside == '<b title="&quot;&lt;">a&lt;b&gt;&quot;&amp;</b>\n'
        assert joined(inside, "<") == inside + "&lt;"
        assert joined(Html("<i>"), "<i>") == "<i>&lt;i&gt;"

    def test_a_name_cannot_turn_or_hide_what_stands_beside_it(self) -> None:
        assert named("A\u202eB\nC") == "<bdi>A�B�C</bdi>"
