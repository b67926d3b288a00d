"""Alembic migrations of the state; run by `state.open.open_state`."""
