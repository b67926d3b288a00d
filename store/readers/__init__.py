"""What jobs ask the results: one subject a file."""
