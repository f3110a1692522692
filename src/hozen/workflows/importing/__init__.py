"""取込: files from outside into a book folder, with a preview, a saved mapping and a record of what came from where."""

from hozen.workflows.importing.commit import settle
from hozen.workflows.importing.draft import Scope
from hozen.workflows.importing.errors import ImportConflict, MappingError
from hozen.workflows.importing.importing import Asked, Imported, Preview, import_file, preview
from hozen.workflows.importing.kinds import KINDS, ImportKind
from hozen.workflows.importing.record import ImportedTable, ImportRecord, KeptFile, records

__all__ = [
    "KINDS",
    "Asked",
    "ImportConflict",
    "ImportKind",
    "ImportRecord",
    "Imported",
    "ImportedTable",
    "KeptFile",
    "MappingError",
    "Preview",
    "Scope",
    "import_file",
    "preview",
    "records",
    "settle",
]
