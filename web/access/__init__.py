"""Who may see and do what: sessions, signing in, tokens of forms."""
