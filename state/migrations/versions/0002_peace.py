"""What a polite, incremental crawl remembers: young articles, other names of a page, hosts at rest, the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns that may be empty, and tables; of what exists, only the last answers are copied."""
    op.add_column("entry_points", sa.Column("answered_at", sa.String(32)))
    op.execute("UPDATE entry_points SET answered_at = last_change_at")
    for column in ("etag", "last_modified", "sha256"):
        op.add_column("frontier", sa.Column(column, sa.String()))
    op.add_column("frontier", sa.Column("next_visit_at", sa.String(32)))
    op.add_column("frontier", sa.Column("revisit", sa.JSON()))
    op.create_index(
        "ix_frontier_next_visit",
        "frontier",
        ["next_visit_at"],
        sqlite_where=sa.text("next_visit_at IS NOT NULL"),
    )
    op.create_table(
        "aliases",
        sa.Column("url", sa.String(), primary_key=True),
        sa.Column("target", sa.String(), nullable=False),
    )
    op.create_table(
        "hosts",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("rest", sa.String(), nullable=False),
        sa.Column("until_at", sa.String(32), nullable=False),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("host", "rest"),
    )
    for column in ("revisit", "announced"):
        op.add_column("captures", sa.Column(column, sa.Integer()))
    op.add_column("segments", sa.Column("removed_at", sa.String(32)))
    op.create_table(
        "source_runs",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("volume", sa.String()),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "source_id"),
    )
    op.create_index("ix_source_runs_source", "source_runs", ["source_id", "at"])


def downgrade() -> None:
    """Backwards there is no way: an older Beffroi refuses this file by name."""
    raise NotImplementedError
