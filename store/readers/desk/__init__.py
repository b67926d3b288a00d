"""What the desk asks a snapshot: a file is a room; the SQL is in `store/queries/desk/`."""
