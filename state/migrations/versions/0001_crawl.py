"""What the crawler needs: runs, segments, entry points, frontier, captures."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; instants are ISO 8601 text in UTC."""
    op.create_table(
        "runs",
        sa.Column("run_id", sa.String(), primary_key=True),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("started_at", sa.String(32), nullable=False),
        sa.Column("finished_at", sa.String(32)),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
    )
    op.create_index("ix_runs_started_at", "runs", ["started_at"])
    op.create_table(
        "segments",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("ingested_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "entry_points",
        sa.Column("url", sa.String(), primary_key=True),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("checked_at", sa.String(32), nullable=False),
        sa.Column("last_change_at", sa.String(32)),
    )
    op.create_table(
        "frontier",
        sa.Column("url", sa.String(), primary_key=True),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String()),
        sa.Column("first_seen_at", sa.String(32), nullable=False),
        sa.Column("last_seen_at", sa.String(32), nullable=False),
        sa.Column("fetched_at", sa.String(32)),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("hint_updated_at", sa.String(32)),
        sa.Column("retry", sa.JSON(none_as_null=True)),
    )
    op.create_index("ix_frontier_retry", "frontier", ["source_id"], sqlite_where=sa.text("retry IS NOT NULL"))
    op.create_table(
        "captures",
        sa.Column("capture_id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String()),
        sa.Column("status", sa.Integer()),
        sa.Column("final_url", sa.String()),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("segment", sa.String()),
        sa.Column("offset", sa.Integer()),
        sa.Column("candidate", sa.JSON(none_as_null=True)),
        sa.Column("processed_at", sa.String(32)),
        sa.UniqueConstraint("run_id", "url", "at", name="uq_captures_run_url_at"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_captures_pending",
        "captures",
        ["capture_id"],
        sqlite_where=sa.text("processed_at IS NULL"),
    )


def downgrade() -> None:
    """There is no way back from the first revision."""
    raise NotImplementedError
