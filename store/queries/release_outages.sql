-- Outlets with weeks in which none of their entry points answered (established), or of which nothing is known: how many,
-- the first and the last.
SELECT
    c.outage IS NOT NULL AS established,
    coalesce(s.name, c.source_id) AS source,
    count(*) AS weeks,
    min(c.week)::VARCHAR,
    max(c.week)::VARCHAR
FROM v_coverage c LEFT JOIN sources s USING (source_id)
WHERE c.outage IS NOT false
GROUP BY established, c.source_id, s.name
ORDER BY established DESC, weeks DESC, source
