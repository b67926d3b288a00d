-- The links that the current versions of some articles ($ids) are in, on either side.
SELECT l.article_id, l.version, l.other_id, l.kind, l.score, l.seen_at
FROM article_links l JOIN articles USING (article_id, version)
WHERE l.article_id IN (SELECT unnest($ids::VARCHAR[])) OR l.other_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY ALL
