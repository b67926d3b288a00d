-- Communes that articles name, one row each, with what is counted of them: all articles of the current versions that
-- name them, reprints included.
WITH named AS (
    SELECT m.entity_key AS insee, m.article_id, count(*) AS mentions
    FROM mentions m JOIN articles a USING (article_id, version)
    WHERE m.kind = 'commune' GROUP BY ALL
),
carried AS (
    SELECT actor_code AS insee, count(*) AS initiatives FROM initiatives WHERE actor_kind = 'commune' GROUP BY ALL
)
SELECT
    c.insee,
    c.name,
    c.departement,
    round(c.lon, 5) AS lon,
    round(c.lat, 5) AS lat,
    count(*) AS articles,
    count(*) FILTER (a.relevant) AS relevant_articles,
    coalesce(any_value(i.initiatives), 0) AS initiatives,
    sum(n.mentions)::BIGINT AS mentions
FROM named n
JOIN articles a USING (article_id)
JOIN communes c USING (insee)
LEFT JOIN carried i USING (insee)
GROUP BY ALL
ORDER BY c.insee
