"""帳簿: the table contracts, the book folder and the door."""

from hozen.records.contract import Column, Kind, Table
from hozen.records.query import Query
from hozen.records.tables import BY_NAME, TABLES

__all__ = ["BY_NAME", "TABLES", "Column", "Kind", "Query", "Table"]
