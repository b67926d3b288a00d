-- These events, by the articles up to $until (views/14_agenda.sql says which of them counts).
SELECT
    event_id,
    arg_max(start_day, rank), arg_max(end_day, rank), arg_max(precision, rank), arg_max(state, rank),
    arg_max(name, (length(name), name))
FROM (
    SELECT
        e.event_id, e.start_day, e.end_day, e.precision, e.name, coalesce(e.state, 'scheduled') AS state,
        (
            coalesce(e.state, 'scheduled') <> 'scheduled',
            list_position(['year', 'month', 'day'], e.precision),
            coalesce(a.published_day, a.first_seen_day),
            e.confidence,
            e.article_id,
            e.start_at
        ) AS rank
    FROM events e JOIN articles a USING (article_id, version)
    WHERE e.event_id IN (SELECT unnest($keys::VARCHAR[])) AND coalesce(a.published_day, a.first_seen_day) <= $until
)
GROUP BY event_id
ORDER BY event_id
