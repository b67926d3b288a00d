-- Outlets with weeks in which none of their entry points answered: how many, the first and the last.
SELECT coalesce(s.name, c.source_id) AS source, count(*) AS weeks, min(c.week)::VARCHAR, max(c.week)::VARCHAR
FROM v_coverage c LEFT JOIN sources s USING (source_id)
WHERE c.outage
GROUP BY ALL
ORDER BY weeks DESC, source
