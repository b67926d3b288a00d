-- What linking knows of the articles first seen since $since, the oldest first; those that have no signature by
-- $scheme are left out (queries/unsigned.sql).
SELECT
    g.article_id,
    g.version,
    g.scheme,
    g.words,
    g.shingles,
    g.exact,
    g.minhash,
    g.openings,
    a.source_id,
    coalesce(s.outlet_group, a.source_id) AS owner,
    a.agencies,
    a.title,
    a.summary,
    a.form,
    a.published_at,
    a.published_precision,
    a.first_seen_at
FROM articles a
JOIN texts.signatures g USING (article_id, version)
LEFT JOIN sources s USING (source_id)
WHERE a.first_seen_at >= $since AND g.scheme = $scheme
ORDER BY a.first_seen_at, a.article_id;
