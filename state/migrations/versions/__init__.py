"""One numbered file a revision; never edited once released."""
