"""The letter and the watches: edits, checks, issues, readers, deliveries, saved searches."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add seven tables."""
    _edits()
    _issues()
    _readers()
    _watches()


def _edits() -> None:
    op.create_table(
        "letter_edits",
        sa.Column("edit_id", sa.Integer(), primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("week", "action", "item", "value", "by")),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_edits_week", "letter_edits", ["week"])
    op.create_table(
        "letter_ticks",
        sa.Column("week", sa.String(), primary_key=True),
        sa.Column("claim", sa.String(), primary_key=True),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )


def _issues() -> None:
    op.create_table(
        "letter_issues",
        sa.Column("week", sa.String(), primary_key=True),
        sa.Column("erratum", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approved_at", sa.String(32), nullable=False),
        sa.Column("sent_at", sa.String(32)),
    )


def _readers() -> None:
    op.create_table(
        "letter_readers",
        sa.Column("reader_id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("email", sa.String(), nullable=False, unique=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False, unique=True),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("confirmed_at", sa.String(32)),
        sa.Column("gone_at", sa.String(32)),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "deliveries",
        sa.Column("issue", sa.String(), primary_key=True),
        sa.Column("email", sa.String(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
    )


def _watches() -> None:
    op.create_table(
        "watches",
        sa.Column("watch_id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False, unique=True),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("readers", sa.JSON(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "watch_told",
        sa.Column("watch_id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.String(), primary_key=True),
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    """Backwards there is no way: an older Beffroi refuses this file by name."""
    raise NotImplementedError
