"""What a person sees. No rule lives here."""
