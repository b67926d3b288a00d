"""Watch lists: saved searches that tell what is new."""
