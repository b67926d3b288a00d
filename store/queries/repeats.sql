-- The articles that repeat an article ($article) or that it repeats, directly or through others, itself included: what
-- one of them says all of them say. Round-ups tell in words of their own.
WITH RECURSIVE linked AS (
    SELECT unnest([l.article_id, l.other_id]) AS one, unnest([l.other_id, l.article_id]) AS other
    FROM article_links l JOIN articles USING (article_id, version) WHERE l.kind <> 'round-up'
),
repeated AS (
    SELECT $article AS article_id
    UNION
    SELECT l.other FROM repeated r JOIN linked l ON l.one = r.article_id
)
SELECT article_id, title FROM articles SEMI JOIN repeated USING (article_id)
ORDER BY published_at, article_id
