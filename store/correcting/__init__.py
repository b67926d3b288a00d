"""What editors said, applied to rows."""
