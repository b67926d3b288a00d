-- Articles by their places ($rows), as one line each.
SELECT
    a.article_id, a.version, coalesce(a.published_day, a.first_seen_day) AS day, coalesce(s.name, a.source_id) AS outlet,
    a.source_id, s.outlet_group, coalesce(a.title, '') AS title, a.url, a.access, a.basis, a.form
FROM (FROM articles WHERE rowid IN (SELECT unnest($rows::BIGINT[]))) a LEFT JOIN sources s USING (source_id)
ORDER BY day, a.published_at, a.article_id
