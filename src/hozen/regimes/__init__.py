"""Which rules make up a regime, and how their values meet."""
