"""Sessions of the desk that somebody ended by signing out."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table."""
    op.create_table(
        "ended_sessions",
        sa.Column("number", sa.String(), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    """Backwards there is no way: an older Beffroi refuses this file by name."""
    raise NotImplementedError
