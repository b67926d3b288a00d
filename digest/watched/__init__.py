"""What a watch found, for its readers: feed, page, mail."""
