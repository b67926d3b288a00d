-- The ledger, by outlet and week of collection: of one outlet ($source) or of all, the last $most weeks of each or all.
SELECT source_id, outlet, week, expected, collected, readable, excerpts, reserved, blocked, refused, failed, rejected, outage
FROM memory.main.desk_coverage
WHERE $source IS NULL OR source_id = $source
QUALIFY $most IS NULL OR row_number() OVER (PARTITION BY source_id ORDER BY week DESC) <= $most
ORDER BY source_id, week;
