"""帳簿: the table contracts, the book folder and the door."""

from hozen.records.book import Book
from hozen.records.business_years import BusinessYears
from hozen.records.contract import Column, Kind, Table
from hozen.records.errors import BookError, RowsRefused
from hozen.records.input_file import InputFile
from hozen.records.query import Query
from hozen.records.reject import Reject
from hozen.records.settings import Settings
from hozen.records.tables import BY_NAME, TABLES

__all__ = [
    "BY_NAME",
    "TABLES",
    "Book",
    "BookError",
    "BusinessYears",
    "Column",
    "InputFile",
    "Kind",
    "Query",
    "Reject",
    "RowsRefused",
    "Settings",
    "Table",
]
