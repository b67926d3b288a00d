-- The stories of the articles `arrived`.
SELECT DISTINCT story_id FROM story_articles SEMI JOIN arrived USING (article_id)
