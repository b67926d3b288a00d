"""What was published when somebody was last here, and where the list before this one begins."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add four columns, and an index."""
    op.add_column("visits", sa.Column("saw", sa.JSON(none_as_null=True)))
    op.add_column("visits", sa.Column("since_saw", sa.JSON(none_as_null=True)))
    op.add_column("visits", sa.Column("before", sa.String(32)))
    op.add_column("visits", sa.Column("before_saw", sa.JSON(none_as_null=True)))
    op.create_index("ix_captures_processed", "captures", ["processed_at"])


def downgrade() -> None:
    """Backwards there is no way: an older Beffroi refuses this file by name."""
    raise NotImplementedError
