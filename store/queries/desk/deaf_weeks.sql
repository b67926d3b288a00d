-- The weeks since $since in which a tenth of the outlets, or of what they usually bring, could not be heard: a fall of a
-- curve there is no silence of the press (views/15_trend.sql says it likewise). v_coverage.outage is v_listening's.
WITH usual AS (
    SELECT source_id, count(*) / (SELECT count(*) FROM articles) AS part FROM articles GROUP BY source_id
)
SELECT l.week
FROM v_listening l LEFT JOIN usual u USING (source_id)
WHERE l.week >= $since
GROUP BY l.week
HAVING greatest(
    count(*) FILTER (l.outage) / count(*), coalesce(sum(u.part) FILTER (l.outage), 0)
) >= 0.1
ORDER BY l.week
