"""Where hozen keeps things when nobody says, and who is asking."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from platformdirs import user_data_path

from hozen.errors import HozenError


class NoUser(HozenError):
    """作業者不明: nobody said who prepares or approves, and the system knows no login name."""

    code = "no-user"


def home() -> Path:
    """HOZEN_HOME, else the user's own data folder; made where it is not there yet."""
    given = os.environ.get("HOZEN_HOME")
    folder = Path(given).expanduser() if given else user_data_path("hozen")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def temp_folder() -> Path | None:
    """`temp` in `home()`, where engines spill: what a killed process leaves there goes at the next opening.

    None, for the system's own temporary folder, where `home()` cannot be written to.
    """
    try:
        folder = home() / "temp"
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return folder


def books_address(given: str | Path | None = None) -> str:
    """Where the books are: what was said, else HOZEN_BOOKS, else a SQLite file in `home()`."""
    return str(given or os.environ.get("HOZEN_BOOKS") or home() / "books.sqlite")


def actor_name(given: str | None = None) -> str:
    """Who acts: what was said, else HOZEN_USER, else the login name. NoUser where there is none."""
    said = given or os.environ.get("HOZEN_USER")
    if said:
        return said
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise NoUser(
            "nobody said who is acting",
            expected="a name, so that whoever prepares does not approve",
            try_next="--as NAME, or set HOZEN_USER",
        ) from error
