-- The $most stories after an id, of some days, about a commune or with a technology, where asked.
SELECT story_id FROM stories s
WHERE ($after::VARCHAR IS NULL OR story_id > $after::VARCHAR)
  AND ($first::DATE IS NULL OR last_day >= $first::DATE)
  AND ($last::DATE IS NULL OR first_day <= $last::DATE)
  AND ($commune::VARCHAR IS NULL OR story_id IN (
      SELECT m.story_id FROM story_articles m JOIN article_communes t USING (article_id) WHERE t.insee = $commune::VARCHAR
  ))
  AND ($technology::VARCHAR IS NULL OR story_id IN (
      SELECT m.story_id FROM story_articles m JOIN article_technologies t USING (article_id)
      WHERE t.technology_id = $technology::VARCHAR
  ))
ORDER BY story_id LIMIT $most;
