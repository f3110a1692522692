"""言葉: what hozen says to people, in English and Japanese."""

from hozen.faces.words.catalogue import LANGUAGES, Language, MissingWord, all_keys, find, has, keys_of, say
from hozen.faces.words.forms import retold
from hozen.faces.words.measures import measured, step_word, unit
from hozen.faces.words.notes import noted

__all__ = [
    "LANGUAGES",
    "Language",
    "MissingWord",
    "all_keys",
    "find",
    "has",
    "keys_of",
    "measured",
    "noted",
    "retold",
    "say",
    "step_word",
    "unit",
]
