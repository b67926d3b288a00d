-- Why pages of a source ($source) were not read in the four weeks before it was last asked: a reason, how many pages,
-- one of them, when last; entry points and pages that a stage rejected included.
WITH met AS (
    SELECT coalesce(reason, outcome) AS reason, url, "at" FROM fetches
    WHERE source_id = $source AND outcome IN ('reserved', 'blocked', 'refused', 'failed')
    UNION ALL
    SELECT reason, url, "at" FROM rejections
    WHERE source_id = $source AND stage NOT IN ('entry', 'fetch') -- those are fetches already
),
last AS (SELECT max("at") AS last_at FROM fetches WHERE source_id = $source)
SELECT met.reason, count(DISTINCT met.url) AS n, arg_max(met.url, met."at") AS sample, max(met."at") AS last_at
FROM met CROSS JOIN last
WHERE met."at" > last.last_at - INTERVAL 28 DAY
GROUP BY met.reason
ORDER BY n DESC, met.reason
LIMIT $most;
