"""What a person sets in motion: the clock, chance and transactions live here."""
