-- One row a story of `touched_stories` that has an article: the title of the one that came first, and the days of the
-- first and the last.
SELECT
    m.story_id,
    arg_min(a.title, (coalesce(a.published_day, a.first_seen_day), a.published_at, a.article_id)) AS title,
    min(coalesce(a.published_day, a.first_seen_day)) AS first_day,
    max(coalesce(a.published_day, a.first_seen_day)) AS last_day
FROM story_articles m SEMI JOIN touched_stories USING (story_id) JOIN articles a USING (article_id)
GROUP BY m.story_id
