"""The regime's own nouns, one room each. Rooms exchange values, never imports."""
