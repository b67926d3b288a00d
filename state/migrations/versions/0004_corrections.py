"""What editors said of what was found; and of an edit of stories why, where its articles were, and what it undoes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table and three columns."""
    op.create_table(
        "corrections",
        sa.Column("correction_id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("article_id", sa.String()),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("undoes", sa.Integer()),
        sqlite_autoincrement=True,
    )
    op.add_column("story_edits", sa.Column("why", sa.String()))
    op.add_column("story_edits", sa.Column("before", sa.JSON()))
    op.add_column("story_edits", sa.Column("undoes", sa.Integer()))


def downgrade() -> None:
    """Backwards there is no way: an older Beffroi refuses this file by name."""
    raise NotImplementedError
