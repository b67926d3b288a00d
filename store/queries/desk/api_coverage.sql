-- The ledger: outlet by week of collection.
SELECT source_id, outlet, week, expected, collected, readable, excerpts, reserved, blocked, refused, failed, rejected, outage
FROM v_coverage ORDER BY source_id, week;
