-- The articles of a batch, and of its stories, that are round-ups now that it is merged. A stored row is looked at only
-- where it may differ from the staged one.
WITH stored AS (
    SELECT article_id FROM staged_known
    UNION ALL SELECT article_id FROM staged_story_articles ANTI JOIN staged_articles USING (article_id)
)
SELECT article_id FROM staged_articles ANTI JOIN stored USING (article_id) WHERE form = 'round-up'
UNION ALL SELECT article_id FROM articles SEMI JOIN stored USING (article_id) WHERE form = 'round-up'
