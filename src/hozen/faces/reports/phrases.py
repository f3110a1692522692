"""The report's words in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hozen.faces.reports.cells import Put, quantity, unit_of
from hozen.faces.words import Language, has, measured, retold, say, step_word, unit
from hozen.findings import Finding, Quantity, Status, Step
from hozen.findings.table import NOTHING
from hozen.law import Citation, Standing

AMOUNTS = frozenset(
    {"measure", "threshold", "distance", "value", "smallest_units", "decimals", "rows", "units", "yen", "block_height"}
    | {"price", "owed", "in_flight", "cold", "not_cold", "buffer", "guarantee_cold", "guarantee_not_cold", "owed_yen"}
    | {"number", "quantity", "height", "finality_depth", "first", "second", "difference"}
    | {"volume", "held_before", "addition", "held_after", "cover", "pays", "credit_before", "credit_after"}
)  # fmt: skip
"""Columns of amounts, flush right."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """言葉: looks up the catalogue for one report."""

    lang: Language

    def __call__(self, key: str, **values: object) -> str:
        """A text of report.yaml."""
        return say(f"report.{key}", self.lang, **values)

    def ours(self, key: str, otherwise: str) -> str:
        """A text that should be there (an error when strict); `otherwise` where it is not."""
        found = say(key, self.lang)
        return otherwise if found == key else found

    def maybe(self, key: str, otherwise: str) -> str:
        """A text for a name that may be a user's own, such as a loss cause or a class."""
        return say(key, self.lang) if has(key) else otherwise

    def heads(self, *names: str) -> list[Put]:
        """Column headings, those of amounts flush right."""
        return [Put(self(f"head.{name}"), "head_right" if name in AMOUNTS else "head") for name in names]

    def title(self, code: str) -> str:
        """What a check is called."""
        return self.ours(f"findings.{code}.title", code)

    def step(self, label: str) -> str:
        """A line of the working."""
        return self.ours(f"steps.{label}", label.replace("_", " "))

    def how(self, text: str) -> str:
        """The operation behind a line of the working, or the particulars of a refusal."""
        return retold("how", text, self.lang)

    def value(self, step: Step) -> Quantity:
        """What a line of the working came to; a sentence in the report's language."""
        return step_word(step, self.lang) or (self.lang == "ja" and step.value_ja) or step.value

    def pick(self, english: str, japanese: str) -> str:
        """One of two texts that data carries; the English one where there is no Japanese."""
        return (self.lang == "ja" and japanese) or english

    def figure(self, finding: Finding, value: Quantity | None) -> Put:
        """A measure, threshold or distance: a number without its unit; a standing in words."""
        word = measured(finding, value, self.lang) if isinstance(value, str) else ""
        return Put(word) if word else quantity(value)

    def unit(self, finding: Finding, *values: Quantity | None) -> Put:
        """The unit of the first value that has one: JPY, the asset, '%', or what a plain number counts."""
        kept = unit_of(*values)
        return kept if kept.value else Put(unit(finding, *values, lang=self.lang))

    def reason(self, finding: Finding) -> str:
        """One sentence: why the status is what it is."""
        return self.ours(f"reasons.{finding.reason}", finding.reason) if finding.reason else ""

    def status(self, status: Status) -> Put:
        """Sign and word; colour never stands alone."""
        sign, word = (self.ours(f"status.{kind}.{status.value}", status.value) for kind in ("sign", "word"))
        return Put(f"{sign} {word}", status.value)

    def standing(self, standing: Standing) -> str:
        """How firm the law is."""
        return self.ours(f"standing.word.{standing.word}", standing.word)

    def cited(self, places: Iterable[Citation | None], lang: Language | None = None) -> str:
        """Citations, each once, one under the other."""
        chosen = lang or self.lang
        texts = [str(one) if chosen == "en" else one.ja for one in places if one is not None]
        return "\n".join(dict.fromkeys(texts))

    def cure(self, finding: Finding) -> Put:
        """The last day to cure; 'at once' where no text gives time; or a dash."""
        if finding.cure_by is not None:
            return Put(finding.cure_by, "day")
        return Put(self("cure_at_once") if finding.immediate else NOTHING)
