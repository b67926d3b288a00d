"""Who says what: words in quotation marks and reported clauses, with their speakers."""
