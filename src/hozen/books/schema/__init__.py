"""The books' schema and its migrations (Alembic). `KNOWN` lists every revision, oldest first."""

KNOWN = ("0001", "0002", "0003")
CURRENT = KNOWN[-1]
APPLICATION_ID = 0x484F5A4E  # 'HOZN': how a SQLite file says whose it is
