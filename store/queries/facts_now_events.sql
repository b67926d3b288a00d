-- These events, by the articles up to $until (views/14_agenda.sql says which of them counts); the last column: where.
SELECT
    event_id, start_day, end_day, precision, state, told.name,
    concat_ws('|', coalesce(insee, ''), coalesce(c.name, ''), coalesce(d.name, ''), coalesce(place, ''))
FROM (
    SELECT
        event_id,
        arg_max(start_day, rank) AS start_day, arg_max(end_day, rank) AS end_day,
        arg_max(precision, rank) AS precision, arg_max(state, rank) AS state,
        arg_max(name, (length(name), name)) AS name,
        arg_max(place, rank) FILTER (place IS NOT NULL) AS place,
        arg_max(insee, rank) FILTER (insee IS NOT NULL) AS insee
    FROM (
        SELECT
            e.event_id, e.start_day, e.end_day, e.precision, e.name, e.place, e.insee,
            coalesce(e.state, 'scheduled') AS state,
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
) told
LEFT JOIN communes c USING (insee)
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
ORDER BY event_id
