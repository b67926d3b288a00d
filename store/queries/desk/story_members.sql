-- The articles of a story ($story), the first published first: who prints them, what they repeat, how they came there.
WITH members AS (FROM story_articles WHERE story_id = $story),
told AS (FROM articles SEMI JOIN members USING (article_id)),
repeated AS (
    SELECT l.article_id, CASE WHEN bool_or(o.source_id = a.source_id) THEN 'copy' ELSE 'reprint' END AS counted_as
    FROM (FROM article_links SEMI JOIN members USING (article_id)) l
    JOIN told a USING (article_id, version)
    JOIN articles o ON o.article_id = l.other_id
    WHERE l.kind <> 'round-up'
    GROUP BY l.article_id
)
SELECT
    a.article_id, coalesce(a.published_day, a.first_seen_day) AS day, coalesce(s.name, a.source_id) AS outlet, a.source_id,
    s.outlet_group, coalesce(a.title, '') AS title, a.url, a.access, a.basis,
    CASE WHEN a.form = 'round-up' THEN 'round-up' ELSE coalesce(r.counted_as, 'article') END AS counted_as,
    m.rule, m.score
FROM members m
JOIN told a USING (article_id)
LEFT JOIN sources s USING (source_id)
LEFT JOIN repeated r USING (article_id)
ORDER BY day, a.published_at, a.article_id
LIMIT 300
