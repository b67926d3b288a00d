"""Alembic's entry point: runs on the connection, and in the transaction, that `state.open` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
