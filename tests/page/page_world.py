"""The page as a customer uses it: files chosen, fields filled in, the button pressed, the verdict read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import proof_example

COMMITMENT = str(proof_example.snapshot_file()["commitment"])
PHONE, WIDE, HEIGHT = 375, 900, 800


# Waits; a page that never comes to it makes the test fail, not hang.
UNTIL = """
const until = async (isDone, otherwise) => {
    const end = Date.now() + 10000;
    while (!isDone()) {
        if (Date.now() > end) throw new Error(otherwise);
        await new Promise((go) => setTimeout(go));
    }
};
"""
# All fields at once, for speed: the files chosen and read, the texts typed. Files come as a text of one sign a byte.
ENTER = f"""
async ({{files, texts}}) => {{
    {UNTIL}
    const at = (id) => document.getElementById(id);
    for (const [id, signs] of Object.entries(files)) {{
        const given = new DataTransfer();
        given.items.add(new File([Uint8Array.from(signs, (sign) => sign.charCodeAt(0))], `${{id}}.json`));
        at(id).files = given.files;
        at(id).dispatchEvent(new Event("change", {{bubbles: true}}));
    }}
    for (const [id, said] of Object.entries(texts)) {{
        at(id).value = said;
        at(id).dispatchEvent(new Event("input", {{bubbles: true}}));
    }}
    const isRead = (id) => at(`${{id}}-state`).matches(".good, .bad");
    await until(() => Object.keys(files).every(isRead), "the files were not read");
}}
"""


READ = f"""
async () => {{
    {UNTIL}
    const verdict = document.getElementById("verdict");
    await until(() => !verdict.hidden, "there was no verdict");
    return [verdict.dataset.verdict, verdict.dataset.fault, verdict.innerText];
}}
"""
PRESS = f"""
async () => {{
    document.querySelector("button.main").click();
    return ({READ})();
}}
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the page answers: holds, fails, cannot or missing; the fault's word; the whole text."""

    kind: str
    fault: str
    text: str


def content(said: Any) -> bytes:
    """A file's bytes: as they are, or a text, or a value as JSON."""
    if isinstance(said, bytes):
        return said
    return (said if isinstance(said, str) else json.dumps(said)).encode()


class Visit:
    """One opened page, and all that it says to the console or asks the network for."""

    def __init__(
        self,
        browser: Any,
        *,
        locale: str = "en-GB",
        scheme: str = "light",
        width: int = WIDE,
        script: str = "",
        **more: Any,
    ) -> None:
        size = {"width": width, "height": HEIGHT}
        self.context = browser.new_context(locale=locale, color_scheme=scheme, viewport=size, **more)
        self.messages: list[str] = []
        self.asked_for: list[str] = []
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda one: self.messages.append(one.text))
        self.page.on("pageerror", lambda one: self.messages.append(str(one)))
        self.page.on("request", lambda one: self.asked_for.append(one.url))
        if script:
            self.page.add_init_script(script)

    def looks(self, scheme: str, width: int) -> None:
        """Light or dark, and how wide."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def load(self, file: Path) -> None:
        """Anew, with nothing kept of what was typed before."""
        self.messages.clear()
        self.asked_for.clear()
        if self.page.url == file.as_uri():
            self.page.reload()  # in the same process, so much quicker
        else:
            self.page.goto(file.as_uri())

    def choose(self, kind: str, said: Any) -> None:
        """Hand a file to its place, and wait until the page has read it."""
        given = {"name": f"{kind}.json", "mimeType": "application/json", "buffer": content(said)}
        self.page.set_input_files(f"#{kind}", given)
        self.page.wait_for_selector(f"#{kind}-state:is(.good, .bad)")

    def fill(self, **fields: str) -> None:
        for name, said in fields.items():
            self.page.fill(f"#{name}", said)

    def balance(self, name: str, said: str) -> None:
        """Type an amount into the row of an asset, `BTC` or `BTC, owed by you`."""
        label = name if "," in name else f"{name}, owed to you"
        self.page.get_by_label(label, exact=True).fill(said)

    def add(self, asset: str, side: str, said: str) -> None:
        """Type a balance that the proof does not name."""
        self.page.click("#add")
        row = self.page.locator("#rows fieldset").last
        row.get_by_label("Asset").fill(asset)
        row.get_by_label("Side").select_option(side)
        row.get_by_label("Amount").fill(said)

    def check(self) -> Verdict:
        """Press the button and read the answer."""
        return Verdict(*self.page.evaluate(PRESS))

    def verdict(self) -> Verdict:
        """The answer that stands there, or comes."""
        return Verdict(*self.page.evaluate(READ))

    def example(
        self,
        *,
        snapshot: Any = None,
        proof: Any = None,
        account: str = "1001",
        published: str = COMMITMENT,
        **more: Any,
    ) -> None:
        """Fill in all of the worked example of the specification, unless told otherwise; `more` are further files."""
        files = {
            "snapshot": proof_example.snapshot_file() if snapshot is None else snapshot,
            "proof": proof_example.proof_of("1001") if proof is None else proof,
            **more,
        }
        self.enter(files, {"account": account, "published": published})

    def enter(self, files: dict[str, Any], texts: dict[str, str]) -> None:
        """Choose files and type texts, by the ids of the fields."""
        signs = {name: content(said).decode("latin-1") for name, said in files.items()}
        self.page.evaluate(ENTER, {"files": signs, "texts": texts})
