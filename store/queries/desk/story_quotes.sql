-- What people say in the articles of a story ($story): a sentence that several print is given once, of the first.
WITH own AS (
    SELECT a.article_id, a.version, a.title, a.url, coalesce(s.name, a.source_id) AS outlet,
        coalesce(a.published_day, a.first_seen_day) AS day
    FROM (FROM story_articles WHERE story_id = $story) m
    JOIN articles a USING (article_id) LEFT JOIN sources s USING (source_id)
)
SELECT
    q.article_id, q.start_at, q.speaker, q.person_key, q.role, c.name AS commune, q.direct, q.text, own.outlet, own.day
FROM quotes q JOIN own USING (article_id, version) LEFT JOIN communes c USING (insee)
QUALIFY row_number() OVER (PARTITION BY lower(q.text) ORDER BY own.day, q.article_id) = 1
ORDER BY q.direct DESC, own.day, q.article_id, q.start_at
LIMIT 40
