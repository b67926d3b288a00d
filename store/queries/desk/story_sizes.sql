-- Of the stories $ids, all that ever told them: articles, titles, groups (one owner is one voice), and since when. Rows
-- are read by rowid (desk/told.sql says why).
WITH them AS MATERIALIZED (
    SELECT m.story_id, m.article_id
    FROM story_articles m SEMI JOIN (SELECT unnest(string_split($ids, ',')) AS story_id) USING (story_id)
),
places AS MATERIALIZED (SELECT a.rowid AS place FROM articles a SEMI JOIN them USING (article_id)),
docs AS MATERIALIZED (
    SELECT a.article_id, a.source_id, coalesce(a.published_day, a.first_seen_day) AS day
    FROM articles a SEMI JOIN places ON a.rowid = places.place
)
SELECT
    m.story_id, count(*), count(DISTINCT a.source_id), count(DISTINCT coalesce(s.outlet_group, a.source_id)), min(a.day)
FROM them m
JOIN docs a USING (article_id)
LEFT JOIN sources s USING (source_id)
GROUP BY m.story_id
