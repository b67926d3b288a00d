"""What every stage shares: nouns, ids, errors, settings, logs."""
