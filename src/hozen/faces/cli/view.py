"""How things are to be shown: in which language, how wide, and by which business days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rich.text import Text

from hozen.faces.words import Language, has, noted, retold, say
from hozen.findings import Status, Step
from hozen.law import Citation, Standing
from hozen.values import BusinessDays

STYLES = {
    Status.MET: "green",
    Status.ATTENTION: "yellow",
    Status.BREACH: "bold red",
    Status.CANNOT_TELL: "magenta",
}
DIM = "dim"
BOLD = "bold"


@dataclass(frozen=True, slots=True)
class View:
    """表示. Without `business_days`, days left are not counted: which days count is the firm's to say."""

    lang: Language
    width: int
    business_days: BusinessDays | None = None

    def say(self, key: str, **values: object) -> str:
        """A text of the room `cli`."""
        return say(f"cli.{key}", self.lang, **values)

    def word(self, room: str, key: str) -> str:
        """A text of another room; the bare key where the room has none."""
        return say(f"{room}.{key}", self.lang) if has(f"{room}.{key}") else key.replace("_", " ")

    def pick(self, english: str, japanese: str) -> str:
        """One of two texts that data carries; the English one where there is no Japanese."""
        return japanese or english if self.lang == "ja" else english

    def how(self, step: Step) -> str:
        """The operation behind a line of the working."""
        return retold("how", step.how, self.lang)

    def noted(self, note: str) -> str:
        """What is noted beside a figure."""
        return noted(note, self.lang)

    def status(self, status: Status) -> str:
        """'✕ Breach': a sign and a word, never colour alone."""
        return f"{self.word('status.sign', status.value)} {self.word('status.word', status.value)}"

    def title(self, code: str) -> str:
        """What a check is called."""
        return self.word("findings", f"{code}.title")

    def subject(self, subject: str) -> str:
        """What a finding is about; 'self' is the firm as the keeper of its own wallets, 'BTC sheet' who asks."""
        asset, _, field = subject.partition(" ")
        if field and has(f"products.asked.{field}"):
            return f"{asset}: {say(f'products.asked.{field}', self.lang)}"
        if has(f"duties.duty.{asset}"):
            return f"{say(f'duties.duty.{asset}', self.lang)} {field}".rstrip()
        return say("providers.self", self.lang) if subject == "self" else subject

    def standing(self, standing: Standing) -> str:
        """How firm the law is, in words."""
        return self.word("standing.word", standing.word)

    def cited(self, places: tuple[Citation, ...]) -> str:
        """Citations in this language, each once."""
        return self.join(dict.fromkeys(self.pick(str(one), one.ja) for one in places))

    def join(self, texts: dict[str, None] | list[str]) -> str:
        """A list in words."""
        return ("、" if self.lang == "ja" else ", ").join(texts)

    def left(self, today: date, until: date) -> int | None:
        """Business days left after `today` up to `until`; None where nobody says which days count."""
        return None if self.business_days is None else self.business_days.left(today, until)


def heading(text: str) -> Text:
    """The head of a section, with an empty line above it."""
    return Text.assemble("\n", (text, BOLD))
