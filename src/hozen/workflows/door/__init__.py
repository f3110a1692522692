"""受入: where a book's files are let in, or refused row by row."""

from hozen.workflows.door.admit import Admitted, admit
from hozen.workflows.door.passed import PassedFiles

__all__ = ["Admitted", "PassedFiles", "admit"]
