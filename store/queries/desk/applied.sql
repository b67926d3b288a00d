-- The corrections that what is published follows.
SELECT correction_id FROM corrections WHERE undone_at IS NULL
