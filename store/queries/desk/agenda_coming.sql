-- What is announced between two days ($first, $last; both included), by day, at most $most. An event's days and place are
-- those of the article that knows them best, as v_agenda has it, but gathered for these events alone; of a closed article
-- without its sentence.
WITH told AS (
    SELECT
        e.* REPLACE (if(a.closed, '', e.evidence_text) AS evidence_text), a.title, a.outlet,
        (
            coalesce(e.state, 'scheduled') <> 'scheduled', list_position(['year', 'month', 'day'], e.precision), a.day,
            e.confidence, e.article_id, e.start_at
        ) AS rank
    FROM (
        FROM events
        WHERE event_id IN (SELECT event_id FROM events WHERE end_day >= $first AND start_day <= $last)
    ) e
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
        count(DISTINCT article_id) AS articles,
        arg_max(
            {'evidence_text': evidence_text, 'article_id': article_id, 'title': title, 'outlet': outlet}, rank
        ) AS witness
    FROM told GROUP BY event_id
)
SELECT
    g.event_id, g.name, g.start_day, g.end_day, g.precision, coalesce(g.place, ''), g.state, coalesce(g.insee, ''),
    coalesce(c.name, ''), coalesce(c.departement, ''), coalesce(d.name, ''), g.articles,
    coalesce(g.witness.evidence_text, ''), g.witness.article_id, coalesce(g.witness.title, ''), g.witness.outlet
FROM gathered g
LEFT JOIN communes c USING (insee)
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
WHERE g.end_day >= $first AND g.start_day <= $last
ORDER BY g.start_day, g.end_day, g.name, g.event_id
LIMIT $most;
