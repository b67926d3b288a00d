"""Keeping the files whole: room, copies, damage, compaction, restoring, retention, forgetting."""
