"""docs/reference/surveillance.md: every detector, its rule, its start values and their sources."""

from __future__ import annotations

import ast
import inspect
import sys

from hozen.faces.words.catalogue import find, keys_of
from hozen.rules.surveillance import DETECTORS, Detector
from hozen.workflows.surveillance_run import Parameters, read_parameters
from hozen.workflows.surveillance_run.start_values import start_files
from reference.markdown import code, head, page, table

OLDEST = "start-2026-11-25"
LEAD = (
    "*日本語の要約: 売買審査の検知ルール18種。規則、初期値とその出所、根拠行、法令と EU の符号。"
    "いずれの初期値も法令の基準ではない。*",
    "Eighteen detectors. None of the start values is a threshold of any law: the rules leave extraction "
    "criteria to the firm. An alert is no report and no finding of abuse; a person decides. Shares are in"
    " thousandths (`_permille`), times in microseconds (`_us`) or seconds (`_s`). A `chance_exponent` of "
    "4 asks that chance alone, given how often the owner trades at all, would do it less often than once "
    "in 10^4; makers that are declared so are left out where their business looks like the pattern.",
    "The same tape and the same parameters give the same alerts under the same names, whatever the order "
    "of rows: an alert is named by a hash of detector, version, the parameters of its symbol, and its "
    "sorted rows. `score` compares alerts of one detector only.",
    "Your own values go into a file: `name`, `since`, and below `detectors` what differs, below `symbols`"
    " what differs for one market, `reference_times` as a whole; `start` names the set of start values that"
    " it rests on (else the newest), `door: {crossed_us: …}` for how long a book may be crossed.",
)


def surveillance_page() -> str:
    """The page's text."""
    start = read_parameters()
    times = [(name, f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}") for name, at in start.times.items()]
    return page(
        head("Detectors of market surveillance", "rules/surveillance", *LEAD),
        f"These are the start values of {code(start.start)}. No set is ever edited: older ones are "
        f"{', '.join(code(one.stem) for one in start_files(OLDEST)[:-1])} (`--start`).",
        *(_one(each, start) for each in DETECTORS),
        page("## Reference times", table(("name", "UTC"), times)),
    )


def _one(each: Detector, start: Parameters) -> str:
    rows = [
        (code(name), f"{start.values[each.name][name]:,}", start.sources[f"{each.name}.{name}"])
        for name in each.parameters
    ]
    return page(
        f"## {each.name}",
        f"{find(f'surveillance.detector.{each.name}', 'en')} · "
        f"{find(f'surveillance.detector.{each.name}', 'ja')} · FIEA {each.law} · {each.eu} · version {each.version} · "
        f"reads {', '.join(map(code, _read(each)))}",
        _rule(each),
        table(("parameter", "start value", "source"), rows),
        *(
            f"* {code(one)}: {find(f'surveillance.reason.{one}', 'en')} {find(f'surveillance.reason.{one}', 'ja')}"
            for one in reasons(each)
        ),
    )


def reasons(each: Detector) -> list[str]:
    """The reason codes that stand in a detector's module."""
    tree = ast.parse(inspect.getsource(sys.modules[each.judge.__module__]))
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return [
        key.rpartition(".")[2]
        for key in keys_of("surveillance")
        if key.startswith("surveillance.reason.") and key.rpartition(".")[2] in texts
    ]


def _rule(each: Detector) -> str:
    said = ast.get_docstring(ast.parse(inspect.getsource(sys.modules[each.judge.__module__]))) or ""
    return said.partition(": ")[2][:1].upper() + said.partition(": ")[2][1:]


def _read(each: Detector) -> list[str]:
    tables = {
        "tr": "trades",
        "ev": "order_events",
        "lives": "order_events",
        "links": "account_links",
        "ann": "announcements",
        "elsewhere": "prices_elsewhere",
    }
    return [tables[one] for one in each.needs if one in tables]
