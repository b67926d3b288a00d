-- The stories that a batch can change: of its articles as they are stored, and as they are staged.
SELECT story_id FROM story_articles
WHERE article_id IN (SELECT article_id FROM staged_articles UNION ALL SELECT article_id FROM staged_story_articles)
UNION SELECT story_id FROM staged_story_articles
