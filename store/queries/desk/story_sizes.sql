-- How many articles ever told each of the stories $ids.
SELECT story_id, count(*)
FROM story_articles SEMI JOIN (SELECT unnest(string_split($ids, ',')) AS story_id) USING (story_id)
GROUP BY story_id
