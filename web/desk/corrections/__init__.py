"""What editors say of what was found: forms, what waits, what was said."""
