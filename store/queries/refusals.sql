-- What could not be read since $since (an instant, UTC), most frequent first: what the stages rejected, and
-- pages that a site or its rights refused, even when their listing gave enough for an article. A page that
-- has a rejection is counted by it alone.
SELECT source_id, stage, reason, count(*) AS n
FROM (
    SELECT DISTINCT source_id, 'fetch' AS stage, coalesce(reason, outcome) AS reason, url
    FROM fetches ANTI JOIN rejections USING (url)
    WHERE "at" >= $since AND outcome IN ('reserved', 'refused', 'failed') AND NOT is_entry
    UNION ALL
    SELECT source_id, stage, reason, url FROM rejections WHERE "at" >= $since
)
GROUP BY ALL
ORDER BY n DESC, source_id, stage, reason;
