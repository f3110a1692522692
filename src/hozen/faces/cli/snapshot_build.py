"""`hozen snapshot build`, `proof`, `audit`: a day's proof of liabilities, one customer's part of it, all of it again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, Engine, Json, Memory, Snapshots
from hozen.faces.cli.progress import progress

Store = Annotated[
    Path | None, typer.Option("--secrets", metavar="FILE", help="The store. Else HOZEN_SECRETS.")
]
StoreKey = Annotated[
    Path | None, typer.Option("--key", metavar="FILE", help="The key of the store. Else HOZEN_SECRETS_KEY.")
]
Day = Annotated[str, typer.Option("--day", metavar="DAY", help="The legal day in Japan, e.g. 2026-11-20.")]
In = Annotated[
    Path | None, typer.Option("--in", metavar="FOLDER", help="The folder of snapshots. Else the user's own.")
]


def build(
    context: typer.Context,
    book: BookFolder,
    day: Day,
    folder: In = None,
    parts: Annotated[int, typer.Option(help="Into how many leaves each holding is split, 1 to 16.")] = 2,
    secrets: Store = None,
    key: StoreKey = None,
    workers: Annotated[
        int | None, typer.Option(help="How many threads. The root is the same with any number.")
    ] = None,
    engine: Engine = "duckdb",
    memory: Memory = "2GB",
) -> int:
    """Chained to the newest day in the folder. Whole or not at all; a day that is there is not built anew."""
    from hozen.faces.cli.show_snapshot import show_built
    from hozen.workflows.snapshot.building import How
    from hozen.workflows.snapshot.of_book import snapshot

    face: Face = context.obj
    on = day_of(day, "--day")
    if workers is not None and workers < 1:
        raise BadOption("not a number of threads", where="--workers", found=workers, expected="1 or more")
    with progress(face) as report:
        found = snapshot(
            book,
            on,
            secrets=secrets,
            key=key,
            to=folder,
            parts=parts,
            engine=engine,
            memory_limit=memory,
            how=How(workers),
            progress=report,
        )
    face.show(show_built(found, face.lang, face.out.width))
    return MET


def proof(
    context: typer.Context,
    folder: Snapshots,
    account: Annotated[str, typer.Option(metavar="ID", help="The account's id, as in the ledger.")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="A new file, for this customer alone.")],
    day: Annotated[
        str | None, typer.Option("--day", metavar="DAY", help="Which day of the folder, e.g. 2026-11-20.")
    ] = None,
    secrets: Store = None,
    key: StoreKey = None,
) -> int:
    """The file holds a key: whoever has it can read these balances."""
    from hozen.faces.cli.show_snapshot import show_proof_cut
    from hozen.rules.liabilities import proof_text
    from hozen.workflows.snapshot.cutting import cut_proof_of
    from hozen.workflows.snapshot.day_folder import open_day
    from hozen.workflows.snapshot.new_file import OURS_ALONE, write_new
    from hozen.workflows.snapshot.secret_store import open_secrets, secrets_at

    face: Face = context.obj
    one = open_day(folder, None if day is None else day_of(day, "--day"))
    secret = open_secrets(*secrets_at(secrets, key), one.snapshot.opening.book)
    cut = cut_proof_of(one, secret, account)
    try:
        write_new(to, proof_text(cut).encode("utf-8"), OURS_ALONE)
    except OSError as error:
        raise BadOption(
            "the file cannot be written", where="--to", found=f"{to}: {error.strerror}", expected="a new file"
        ) from error
    face.show(show_proof_cut(one, cut, to, face.lang, face.out.width))
    return MET


def audit(
    context: typer.Context,
    book: BookFolder,
    day: Day,
    folder: In = None,
    secrets: Store = None,
    key: StoreKey = None,
    engine: Engine = "duckdb",
    memory: Memory = "2GB",
    json: Json = False,
) -> int:
    """Exit code 2 where the published snapshot is not the ledger's, or an asset is short."""
    from hozen.faces.cli.show_snapshot import audit_document, show_audit
    from hozen.workflows.snapshot.auditing import audit_snapshot

    face: Face = context.obj
    on = day_of(day, "--day")
    with progress(face) as report:
        found = audit_snapshot(
            book,
            on,
            secrets=secrets,
            key=key,
            folder=folder,
            engine=engine,
            memory_limit=memory,
            progress=report,
        )
    if json:
        face.json(audit_document(found))
    else:
        face.show(show_audit(found, face.lang, face.out.width))
    return MET if found.is_of_ledger and found.is_solvent else BREACH
