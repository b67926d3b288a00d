-- Articles by their addresses, as the letter names them.
SELECT
    a.article_id,
    coalesce(s.name, a.source_id) AS outlet,
    coalesce(a.authors, []) AS authors,
    a.published_day AS day,
    a.url,
    coalesce(a.title, '') AS title,
    a.access,
    coalesce(a.tdm_reserved, false) AND a.basis = 'full' AS closed
FROM articles a LEFT JOIN sources s USING (source_id)
WHERE a.url IN (SELECT unnest($urls))
ORDER BY a.url, a.article_id;
