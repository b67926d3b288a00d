-- The communes that articles tell of, the most told first, at most $most; reprints are no further tellings.
SELECT
    c.insee,
    c.name,
    coalesce(c.departement, '') AS departement,
    coalesce(d.name, '') AS departement_name,
    count(*) AS articles,
    count(*) FILTER (a.relevant) AS relevant
FROM article_communes t
JOIN memory.main.desk_articles a ON a.key = ('0x' || t.article_id)::UBIGINT
JOIN communes c USING (insee)
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
WHERE a.counted_as NOT IN ('reprint', 'copy')
GROUP BY ALL
ORDER BY articles DESC, relevant DESC, c.insee
LIMIT $most;
