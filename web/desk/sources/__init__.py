"""The sources room, and adding what was read elsewhere."""
