"""The list of commands. Nothing heavy is imported to show it."""

from __future__ import annotations

from collections.abc import Callable

import typer

from hozen.faces.cli import (
    adequacy,
    books,
    breaks,
    carf,
    check,
    close,
    duties,
    duties_draft,
    importing,
    journal,
    law,
    ledgers,
    products,
    proof_inspect,
    proof_verifier,
    providers,
    read_bitcoin,
    read_evm,
    replay,
    reserve,
    sample,
    sample_tape,
    snapshot_build,
    snapshot_prove,
    snapshot_publish,
    snapshot_secrets,
    snapshot_sign,
    snapshot_stamp,
    tape,
    tax_year,
    tax_year_papers,
    wallets,
    wind_down,
    wind_down_kept,
    wind_down_papers,
    wind_down_rounds,
)
from hozen.faces.cli.groups import group as _group
from hozen.faces.cli.groups import root as _root
from hozen.faces.cli.incident_group import INCIDENT
from hozen.faces.cli.surveil_group import SURVEIL, SURVEIL_CASE, SURVEIL_INSIDER
from hozen.faces.cli.tax_group import TAX
from hozen.faces.words import Language, say

_TOP: dict[str, Callable[..., int]] = {
    "sample": sample.run,
    "sample-tape": sample_tape.run,
    "check": check.run,
    "import": importing.run,
    "close": close.run,
    "ledgers": ledgers.run,
    "reserve": reserve.run,
    "replay": replay.run,
}
_LAW: dict[str, Callable[..., int]] = {
    "show": law.show,
    "gaps": law.gaps,
    "diff": law.diff,
    "checks": law.checks,
}
_READ: dict[str, Callable[..., int]] = {
    "bitcoin": read_bitcoin.run,
    "evm": read_evm.run,
}
_WALLETS: dict[str, Callable[..., int]] = {
    "challenge": wallets.challenge,
    "verify": wallets.verify,
}
_PROOF: dict[str, Callable[..., int]] = {
    "inspect": proof_inspect.run,
    "verifier": proof_verifier.run,
    "page": proof_verifier.page,
}
_SNAPSHOT: dict[str, Callable[..., int]] = {
    "build": snapshot_build.build,
    "proof": snapshot_build.proof,
    "audit": snapshot_build.audit,
    "secrets": snapshot_secrets.run,
    "key": snapshot_sign.key,
    "sign": snapshot_sign.sign,
    "stamp": snapshot_stamp.run,
    "publish": snapshot_publish.run,
    "prove": snapshot_prove.run,
}
_PROVIDERS: dict[str, Callable[..., int]] = {
    "list": providers.listed,
    "show": providers.show,
    "check": providers.check,
    "history": providers.history,
    "export": providers.export,
    "import": providers.take_in,
}
_DUTIES: dict[str, Callable[..., int]] = {
    "list": duties.listed,
    "due": duties.due,
    "draft": duties_draft.draft,
    "filed": duties_draft.filed,
    "capital": duties.capital,
}
_PRODUCTS: dict[str, Callable[..., int]] = {
    "list": products.listed,
    "show": products.show,
    "check": products.check,
    "history": products.history,
    "disclose": products.disclose,
    "diff": products.diff,
    "export": products.export,
}
_TAX_YEAR: dict[str, Callable[..., int]] = {
    "issue": tax_year.issue,
    "draft": tax_year.draft,
    "approve": tax_year.approve,
    "show": tax_year.show,
    "papers": tax_year_papers.papers,
    "pack": tax_year_papers.pack,
    "payment-record": tax_year.payment_record,
}
_CARF: dict[str, Callable[..., int]] = {
    "check": carf.check,
    "build": carf.build,
    "validate": carf.validate,
    "correct": carf.correct,
    "status": carf.status,
}
_ADEQUACY: dict[str, Callable[..., int]] = {
    "run": adequacy.run,
    "fit": adequacy.fit,
    "burden": adequacy.burden,
}
_TAPE: dict[str, Callable[..., int]] = {"import": tape.take_in, "export": tape.hand_out}
_BREAKS: dict[str, Callable[..., int]] = {
    "find": breaks.find,
    "list": breaks.listed,
    "show": breaks.show,
    "history": breaks.history,
    "assign": breaks.assign,
    "note": breaks.note,
    "reclassify": breaks.reclassify,
    "resolve": breaks.resolve,
}
_WIND_DOWN: dict[str, Callable[..., int]] = {
    "open": wind_down.start,
    "show": wind_down.show,
    "estate": wind_down.estate,
    "file": wind_down.filed,
    "match": wind_down.match,
    "decide": wind_down.decided,
    "claim": wind_down.claim,
    "claims": wind_down.claims,
    "forks": wind_down_kept.forks,
    "payees": wind_down_rounds.payees,
    "plan": wind_down_rounds.plan,
    "approve": wind_down_rounds.approve,
    "confirm": wind_down_rounds.confirm,
    "pay": wind_down_rounds.pay,
    "results": wind_down_rounds.results,
    "statements": wind_down_papers.statements,
    "report": wind_down_papers.report,
    "replay": wind_down_rounds.again,
    "transfer": wind_down_rounds.transfer,
    "close": wind_down_kept.close,
    "reopen": wind_down_kept.reopen,
    "list": wind_down_kept.listed,
}
_BOOKS: dict[str, Callable[..., int]] = {
    "list": books.listed,
    "show": books.show,
    "approve": books.approve,
    "withdraw": books.withdraw,
    "verify": books.verify,
}
_RESERVE: dict[str, Callable[..., int]] = {
    "list": journal.listed,
    "add": journal.add,
    "use": journal.use,
    "decide": journal.decide,
    "restate": journal.restate,
}


def build(lang: Language) -> typer.Typer:
    """The commands, their summaries in the language asked for."""
    app = _group(_TOP, "", lang)
    app.callback(invoke_without_command=True, help=say("cli.help.hozen", lang))(_root)
    app.add_typer(_group(_READ, "read.", lang), name="read", help=say("cli.help.read.group", lang))
    app.add_typer(_group(_LAW, "law.", lang), name="law", help=say("cli.help.law.group", lang))
    app.add_typer(
        _group(_WALLETS, "wallets.", lang), name="wallets", help=say("cli.help.wallets.group", lang)
    )
    app.add_typer(_group(_PROOF, "proof.", lang), name="proof", help=say("cli.help.proof.group", lang))
    app.add_typer(
        _group(_SNAPSHOT, "snapshot.", lang), name="snapshot", help=say("cli.help.snapshot.group", lang)
    )
    app.add_typer(
        _group(_PROVIDERS, "providers.", lang), name="providers", help=say("cli.help.providers.group", lang)
    )
    app.add_typer(_group(_DUTIES, "duties.", lang), name="duties", help=say("cli.help.duties.group", lang))
    app.add_typer(
        _group(_PRODUCTS, "products.", lang), name="products", help=say("cli.help.products.group", lang)
    )
    surveil_app = _group(SURVEIL, "surveil.", lang)
    case_app = _group(SURVEIL_CASE, "surveil.case.", lang)
    surveil_app.add_typer(case_app, name="case", help=say("cli.help.surveil.case.group", lang))
    insider_app = _group(SURVEIL_INSIDER, "surveil.insider.", lang)
    surveil_app.add_typer(insider_app, name="insider", help=say("cli.help.surveil.insider.group", lang))
    app.add_typer(surveil_app, name="surveil", help=say("cli.help.surveil.group", lang))
    app.add_typer(_group(_TAPE, "tape.", lang), name="tape", help=say("cli.help.tape.group", lang))
    app.add_typer(_group(TAX, "tax.", lang), name="tax", help=say("cli.help.tax.group", lang))
    app.add_typer(_group(_CARF, "carf.", lang), name="carf", help=say("cli.help.carf.group", lang))
    app.add_typer(
        _group(_TAX_YEAR, "tax-year.", lang), name="tax-year", help=say("cli.help.tax-year.group", lang)
    )
    app.add_typer(
        _group(INCIDENT, "incident.", lang), name="incident", help=say("cli.help.incident.group", lang)
    )
    app.add_typer(_group(_BREAKS, "breaks.", lang), name="breaks", help=say("cli.help.breaks.group", lang))
    app.add_typer(
        _group(_ADEQUACY, "adequacy.", lang), name="adequacy", help=say("cli.help.adequacy.group", lang)
    )
    app.add_typer(
        _group(_WIND_DOWN, "wind-down.", lang), name="wind-down", help=say("cli.help.wind-down.group", lang)
    )
    books_app = _group(_BOOKS, "books.", lang)
    reserve_app = _group(_RESERVE, "books.reserve.", lang)
    books_app.add_typer(reserve_app, name="reserve", help=say("cli.help.books.reserve.group", lang))
    app.add_typer(books_app, name="books", help=say("cli.help.books.group", lang))
    return app
