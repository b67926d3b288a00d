-- The current texts first seen since $since that have no signature by $scheme, at most $n.
SELECT t.article_id, t.version, t.title, t.summary, t.text
FROM articles a
JOIN texts.article_texts t USING (article_id, version)
WHERE a.first_seen_at >= $since AND NOT EXISTS (
    SELECT 1 FROM texts.signatures g
    WHERE g.article_id = a.article_id AND g.version = a.version AND g.scheme = $scheme
)
ORDER BY a.first_seen_at, a.article_id
LIMIT $n;
