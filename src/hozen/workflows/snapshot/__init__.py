"""負債証明の作成と公表: a day's liabilities built into a snapshot, signed, time-stamped and published."""
