"""The weekly digest: a week of the published snapshot as a page that people read."""
