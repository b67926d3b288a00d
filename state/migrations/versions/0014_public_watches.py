"""Which watches anybody may read: none of those that are there, until an editor says so."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column; let go of requests of a kind that nobody asks for."""
    op.add_column("watches", sa.Column("public", sa.Boolean(), nullable=False, server_default="0"))
    op.execute("DELETE FROM requests WHERE kind = 'watches'")


def downgrade() -> None:
    """Backwards there is no way: an older Beffroi refuses this file by name."""
    raise NotImplementedError
