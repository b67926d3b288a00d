"""Analysis: text -> who, where, what, and whether it is for us. Imports spaCy only when a pipeline loads."""
