-- The stories of the articles of a batch, as they are stored. Those of articles that are not stored yet are found when
-- they are (queries/arrived_stories.sql).
SELECT story_id FROM story_articles
SEMI JOIN (SELECT article_id FROM staged_known UNION ALL SELECT article_id FROM staged_moved) USING (article_id)
