"""hozen (保全): the safeguarding engine for crypto-asset exchanges.

Records and a reading of the law go in; findings that explain themselves come out.
"""

__version__ = "0.1.0"
