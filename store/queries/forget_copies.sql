-- Where else the same text is, when the articles $ids are forgotten: copies and reprints of theirs, their originals, and
-- the other copies of these. The results file is attached as `old`.
WITH RECURSIVE links AS (
    SELECT l.article_id AS one, l.other_id AS other
    FROM old.article_links l JOIN old.articles USING (article_id, version)
    WHERE l.kind IN ('exact', 'near', 'syndicated')
),
pairs AS (SELECT one, other FROM links UNION SELECT other, one FROM links),
same(article_id) AS (
    SELECT unnest($ids::VARCHAR[])
    UNION SELECT p.other FROM same JOIN pairs p ON p.one = same.article_id
)
SELECT coalesce(a.title, ''), a.url, coalesce(s.name, a.source_id)
FROM same
JOIN old.articles a USING (article_id)
LEFT JOIN old.sources s USING (source_id)
WHERE NOT list_contains($ids::VARCHAR[], a.article_id)
ORDER BY a.published_at, a.url
