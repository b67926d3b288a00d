-- The ledger of one source ($source), its last $most weeks, the newest first.
SELECT week, expected, collected, readable, excerpts, reserved, blocked, refused, failed, rejected, outage
FROM v_coverage
WHERE source_id = $source
ORDER BY week DESC
LIMIT $most;
