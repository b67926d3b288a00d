-- What the press told of a thing: how much, by week, and its newest articles. One question for all kinds of things, so
-- that their pages count alike: $kind says which (commune, technology, outlet or mayor), $key is its code.
-- Weeks are of publication; a reprint is told apart, copies and round-ups count nowhere (v_articles.counted_as).
WITH chosen AS (
    SELECT article_id FROM article_communes WHERE $kind = 'commune' AND insee = $key
    UNION ALL SELECT article_id FROM article_technologies WHERE $kind = 'technology' AND technology_id = $key
    -- a name that only the register gave is nobody named
    UNION ALL SELECT r.article_id FROM roles r SEMI JOIN memory.main.desk_articles USING (article_id, version)
        WHERE $kind = 'mayor' AND r.person_key = $key AND NOT coalesce(r.inferred, false)
    UNION ALL SELECT article_id FROM memory.main.desk_articles WHERE $kind = 'outlet' AND source_id = $key
),
own AS MATERIALIZED (FROM memory.main.desk_articles SEMI JOIN chosen USING (article_id)),
weeks AS (
    SELECT
        date_trunc('week', published_day)::DATE AS week,
        count(*) FILTER (counted_as = 'article') AS articles,
        count(*) FILTER (counted_as = 'reprint') AS reprints
    FROM own WHERE published_day IS NOT NULL AND counted_as IN ('article', 'reprint') GROUP BY ALL
)
SELECT
    count(*) FILTER (counted_as = 'article') AS articles,
    count(*) FILTER (counted_as = 'article' AND relevant) AS relevant,
    count(*) FILTER (counted_as = 'reprint') AS reprints,
    count(DISTINCT source_id) AS outlets,
    min(day) AS first_day,
    max(day) AS last_day,
    (SELECT coalesce(list((week, articles, reprints) ORDER BY week), []) FROM weeks) AS weeks,
    (
        SELECT coalesce(list(
            (article_id, title, source_id, outlet, day, access, reserved, relevant, nature, counted_as, story_id)
            ORDER BY day DESC, published_at DESC, article_id
        ), [])
        FROM (FROM own ORDER BY day DESC, published_at DESC, article_id LIMIT $most)
    ) AS newest
FROM own;
