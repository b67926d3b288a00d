-- An outlet's ledger ($id), the last $most weeks of collection, in order.
SELECT week, expected, collected, readable, excerpts, reserved, blocked, refused, failed, rejected, outage
FROM (
    FROM memory.main.desk_coverage WHERE source_id = $id ORDER BY week DESC LIMIT $most
)
ORDER BY week;
