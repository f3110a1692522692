"""補償の手続: from a valued case to a payout plan, its approval, its payments and what became of them."""
