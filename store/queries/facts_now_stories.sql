-- The titles of the articles of these stories, the first told first.
SELECT m.story_id, coalesce(a.title, '')
FROM story_articles m JOIN articles a USING (article_id)
WHERE m.story_id IN (SELECT unnest($keys::VARCHAR[]))
ORDER BY m.story_id, coalesce(a.published_day, a.first_seen_day), m.article_id
