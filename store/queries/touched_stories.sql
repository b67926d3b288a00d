-- The stories that a batch can change: of its articles as they are stored, and as they are staged. Those of articles
-- that are not stored yet are found when they are (queries/arrived_stories.sql).
SELECT story_id FROM story_articles
SEMI JOIN (SELECT article_id FROM staged_known UNION ALL SELECT article_id FROM staged_moved) USING (article_id)
UNION SELECT story_id FROM staged_story_articles
