"""委託先の管理: the register of providers of a book, looked at on a day, through time, and taken in and out."""

from hozen.workflows.providers.errors import RegisterConflict, RegisterFile
from hozen.workflows.providers.history import Event, history
from hozen.workflows.providers.looking import ProviderDay, look, look_at
from hozen.workflows.providers.reading import provider_facts, read_register

__all__ = [
    "Event",
    "ProviderDay",
    "RegisterConflict",
    "RegisterFile",
    "history",
    "look",
    "look_at",
    "provider_facts",
    "read_register",
]
