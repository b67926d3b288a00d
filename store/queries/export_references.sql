-- Articles as a bibliography wants them, in the order of their days.
SELECT
    a.article_id,
    a.title,
    coalesce(a.authors, []) AS authors,
    coalesce(a.agencies, []) AS agencies,
    coalesce(s.name, a.site_name, a.source_id) AS outlet,
    a.url,
    a.lang,
    a.published_day,
    a.first_seen_day
FROM articles a LEFT JOIN sources s USING (source_id)
ORDER BY a.published_day, a.article_id
