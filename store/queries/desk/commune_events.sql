-- What is announced in a commune ($insee) from a day on ($first), at most $most. An event's days and place are those of the
-- article that knows them best, as v_agenda has it, but gathered for this commune's events alone.
WITH told AS (
    SELECT
        e.*, a.title, a.outlet,
        (
            coalesce(e.state, 'scheduled') <> 'scheduled', list_position(['year', 'month', 'day'], e.precision), a.day,
            e.confidence, e.article_id, e.start_at
        ) AS rank
    FROM (FROM events WHERE event_id IN (SELECT event_id FROM events WHERE insee = $insee AND end_day >= $first)) e
    JOIN memory.main.desk_articles a ON a.key = ('0x' || e.article_id)::UBIGINT AND a.version = e.version
),
gathered AS (
    SELECT
        event_id,
        arg_max(name, (length(name), name)) AS name,
        arg_max(start_day, rank) AS start_day,
        arg_max(end_day, rank) AS end_day,
        arg_max(precision, rank) AS precision,
        arg_max(place, rank) FILTER (place IS NOT NULL) AS place,
        arg_max(insee, rank) FILTER (insee IS NOT NULL) AS insee,
        arg_max(coalesce(state, 'scheduled'), rank) AS state,
        arg_max({'article_id': article_id, 'outlet': outlet}, rank) AS witness
    FROM told GROUP BY event_id
)
SELECT
    event_id, name, start_day, end_day, precision, coalesce(place, '') AS place, state, witness.outlet AS outlet,
    witness.article_id AS article_id
FROM gathered
WHERE insee = $insee AND end_day >= $first
ORDER BY start_day, end_day, name, event_id
LIMIT $most;
