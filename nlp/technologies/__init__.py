"""What with: the lexicon of technologies, and names that texts introduce."""
