"""How much, how many: numbers with their unit or the noun that they count."""
