"""Tokens of the API: a name, the hash of the secret, and the last day on which it was of use."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add one table."""
    op.create_table(
        "tokens",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("last_used_day", sa.String(10)),
    )


def downgrade() -> None:
    """Backwards there is no way: an older Beffroi refuses this file by name."""
    raise NotImplementedError
