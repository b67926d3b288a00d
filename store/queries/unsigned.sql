-- The current texts first seen since $since that have no signature by $scheme, at most $n.
WITH wanted AS (
    SELECT a.article_id, a.version
    FROM articles a
    ANTI JOIN (FROM texts.signatures WHERE scheme = $scheme) g USING (article_id, version)
    WHERE a.first_seen_at >= $since
    LIMIT $n
)
SELECT t.article_id, t.version, t.title, t.summary, t.text
FROM texts.article_texts t JOIN wanted USING (article_id, version);
