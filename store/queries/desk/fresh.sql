-- The articles first seen since $since (instant, UTC), and added or changed since the results were at $revision (NULL:
-- whatever they were), that concern a newsroom: for us, or of a nature that editors follow ($natures), or any ($every);
-- the newest first, at most $most. `grp` is common to what tells one story: a story's id, else the article that it
-- repeats, else its own. `total` counts all of them. What editors said is not for us is left out.
WITH off_topic AS (
    SELECT entity_key FROM corrections
    WHERE kind = 'article' AND action IN ('relevant', 'irrelevant') AND undone_at IS NULL
    GROUP BY entity_key HAVING arg_max(action, (said_at, correction_id)) = 'irrelevant'
),
news AS MATERIALIZED (
    SELECT
        a.article_id, a.version, a.source_id, coalesce(a.published_day, a.first_seen_day) AS day,
        coalesce(a.relevant, false) AS relevant, count(*) OVER () AS total
    FROM articles a ANTI JOIN off_topic ON off_topic.entity_key = a.article_id
    WHERE a.first_seen_at >= $since AND ($revision::BIGINT IS NULL OR a.revision > $revision::BIGINT)
      AND ($every OR a.relevant OR a.nature IN (SELECT unnest($natures::VARCHAR[])))
      AND a.form IS DISTINCT FROM 'round-up'
    ORDER BY day DESC, a.article_id
    LIMIT $most
),
repeats AS (
    SELECT l.article_id, min(l.other_id) AS other_id
    FROM article_links l SEMI JOIN news USING (article_id, version)
    WHERE l.kind <> 'round-up' GROUP BY l.article_id
)
SELECT
    n.article_id, n.day, n.relevant, n.source_id, coalesce(m.story_id, o.story_id, r.other_id, n.article_id) AS grp, n.total
FROM news n
LEFT JOIN repeats r USING (article_id)
LEFT JOIN story_articles m ON m.article_id = n.article_id
LEFT JOIN story_articles o ON o.article_id = r.other_id
ORDER BY n.day DESC, n.article_id
