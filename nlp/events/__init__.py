"""What takes place: named or dated public events, and the same event over several articles."""
