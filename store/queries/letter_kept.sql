-- The published articles $ids, or those of the story $story: their day of publication (null where none is known), their
-- story and their title, the first published first. It says of which week what an editor keeps for the letter is.
WITH asked AS (
    SELECT unnest(string_split($ids, ',')) AS article_id
    UNION SELECT article_id FROM story_articles WHERE story_id = $story
)
SELECT a.article_id, a.published_day AS day, m.story_id, coalesce(a.title, '') AS title
FROM articles a SEMI JOIN asked USING (article_id)
LEFT JOIN story_articles m USING (article_id)
ORDER BY a.published_day NULLS LAST, a.published_at, a.article_id;
