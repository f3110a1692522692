"""負債証明: what customers are owed, under one commitment that each of them can check."""
