-- The outlets that could not be heard in a week ($first, its Monday), by name.
SELECT coalesce(s.name, l.source_id) AS outlet
FROM v_listening l LEFT JOIN sources s USING (source_id)
WHERE l.week = $first AND l.outage
ORDER BY outlet;
