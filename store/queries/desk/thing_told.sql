-- What the press told of a thing: how much, by week, and its newest articles ($most). One question for all kinds of things,
-- so that their pages count alike; whose articles these are says chosen_<kind>.sql, which stands here as `chosen`.
-- Weeks are of publication; a reprint is told apart, copies and round-ups count nowhere (v_articles.counted_as).
own AS MATERIALIZED (
    SELECT a.rowid AS place, a.article_id, a.source_id, a.published_day, a.published_at, a.day, a.relevant, a.counted_as
    FROM memory.main.desk_articles a WHERE a.key IN (SELECT ('0x' || article_id)::UBIGINT FROM chosen)
),
weeks AS (
    SELECT
        date_trunc('week', published_day)::DATE AS week,
        count(*) FILTER (counted_as = 'article') AS articles,
        count(*) FILTER (counted_as = 'reprint') AS reprints
    FROM own WHERE published_day IS NOT NULL AND counted_as IN ('article', 'reprint') GROUP BY ALL
),
newest AS MATERIALIZED (SELECT place FROM own ORDER BY day DESC, published_at DESC, article_id LIMIT $most)
SELECT
    count(*) FILTER (counted_as = 'article') AS articles,
    count(*) FILTER (counted_as = 'article' AND relevant) AS relevant,
    count(*) FILTER (counted_as = 'reprint') AS reprints,
    count(DISTINCT source_id) AS outlets,
    min(day) FILTER (counted_as IN ('article', 'reprint')) AS first_day,
    max(day) FILTER (counted_as IN ('article', 'reprint')) AS last_day,
    (SELECT coalesce(list((week, articles, reprints) ORDER BY week), []) FROM weeks) AS weeks,
    (
        SELECT coalesce(list(
            (article_id, title, source_id, outlet, day, access, reserved, relevant, nature, counted_as, story_id)
            ORDER BY day DESC, published_at DESC, article_id
        ), [])
        FROM memory.main.desk_articles a JOIN newest ON newest.place = a.rowid
    ) AS newest
FROM own;
