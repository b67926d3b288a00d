-- Articles by their addresses, as the letter names them, with who they surely say does what ($sure, a confidence).
WITH chosen AS (FROM articles WHERE url IN (SELECT unnest($urls))),
deeds AS (
    SELECT
        h.article_id, h.version,
        list(
            {'actor_code': h.actor_code, 'technology': coalesce(t.canonical, h.technology)}
            ORDER BY h.technology_id LIKE 'candidate:%', h.confidence DESC, h.technology_id
        ) AS deeds
    FROM (FROM initiative_history SEMI JOIN chosen USING (article_id, version)) h
    LEFT JOIN technologies t USING (technology_id)
    WHERE h.confidence >= $sure AND h.actor_code IS NOT NULL AND coalesce(t.canonical, h.technology) IS NOT NULL
    GROUP BY h.article_id, h.version
)
SELECT
    a.article_id,
    coalesce(s.name, a.source_id) AS outlet,
    coalesce(a.authors, []) AS authors,
    a.published_day AS day,
    a.url,
    coalesce(a.title, '') AS title,
    a.access,
    coalesce(a.tdm_reserved, false) AND a.basis = 'full' AS closed,
    coalesce(a.relevant, false) AS relevant,
    coalesce(deeds.deeds, []) AS deeds
FROM chosen a LEFT JOIN sources s USING (source_id) LEFT JOIN deeds USING (article_id, version)
ORDER BY a.url, a.article_id;
