"""What the desk asked for, done by the writer."""
