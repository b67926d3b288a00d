-- What an article ($article) repeats (ours), and what repeats it; links of current versions alone hold.
WITH held AS (
    SELECT l.article_id, l.other_id, l.kind, l.score
    FROM (FROM article_links WHERE article_id = $article OR other_id = $article) l
    JOIN articles a ON a.article_id = l.article_id AND a.version = l.version
),
sided AS (
    SELECT other_id AS article_id, kind, score, true AS ours FROM held WHERE article_id = $article
    UNION ALL SELECT article_id, kind, score, false FROM held WHERE article_id <> $article
)
SELECT
    l.article_id, l.kind, l.score, l.ours, coalesce(a.title, '') AS title, a.url, coalesce(s.name, a.source_id) AS outlet,
    coalesce(a.published_day, a.first_seen_day) AS day
FROM sided l JOIN articles a USING (article_id) LEFT JOIN sources s USING (source_id)
ORDER BY l.ours DESC, day, l.article_id
LIMIT 60
