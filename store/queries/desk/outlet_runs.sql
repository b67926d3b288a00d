-- The last visits to an outlet ($id), the newest first, at most $most.
SELECT
    ended_at, coalesce(state, '') AS state, coalesce(volume, '') AS volume, announced, asked, new, updated, reserved, blocked,
    refused, failed
FROM source_runs WHERE source_id = $id
ORDER BY ended_at DESC LIMIT $most;
