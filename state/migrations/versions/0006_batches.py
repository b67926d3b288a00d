"""With which others a capture was processed, and results made anew from the archive."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns, filled from when captures were processed: a batch was marked at one instant."""
    op.add_column("captures", sa.Column("batch", sa.Integer()))
    op.add_column("captures", sa.Column("processed_by", sa.String()))
    op.execute(_BATCHES)
    op.execute(_RUNS)
    op.create_index("ix_captures_at", "captures", ["at"])
    op.create_index("ix_captures_batch", "captures", ["batch"])
    op.create_table(
        "rebuilds",
        sa.Column("stamp", sa.String(), primary_key=True),
        sa.Column("began_at", sa.String(32), nullable=False),
        sa.Column("aside_at", sa.String(32)),
        sa.Column("ended_at", sa.String(32)),
    )


_BATCHES = """
    UPDATE captures SET batch = found.batch FROM (
        SELECT capture_id, dense_rank() OVER (ORDER BY processed_at) AS batch
        FROM captures WHERE processed_at IS NOT NULL
    ) AS found WHERE found.capture_id = captures.capture_id
"""
_RUNS = """
    UPDATE captures SET processed_by = found.run_id FROM (
        SELECT processed_at, (
            SELECT run_id FROM runs WHERE job = 'process' AND started_at <= processed_at
            ORDER BY started_at DESC LIMIT 1
        ) AS run_id
        FROM (SELECT DISTINCT processed_at FROM captures WHERE processed_at IS NOT NULL)
    ) AS found WHERE found.processed_at = captures.processed_at
"""


def downgrade() -> None:
    """Backwards there is no way: an older Beffroi refuses this file by name."""
    raise NotImplementedError
