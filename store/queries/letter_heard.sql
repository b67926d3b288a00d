-- Who could not be heard in a week ($first, its Monday), by name, and the Monday of the week in which listening began.
SELECT
    min(l.week) AS began,
    coalesce(
        list(coalesce(s.name, l.source_id) ORDER BY coalesce(s.name, l.source_id)) FILTER (l.week = $first AND l.outage), []
    ) AS silent
FROM v_listening l LEFT JOIN sources s USING (source_id);
