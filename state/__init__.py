"""Operational state: what has been asked for, when, and how it ended (SQLite, SQLAlchemy Core)."""
