"""The weekly letter: drafting, editing, approving, sending, correcting it, and its readers."""
