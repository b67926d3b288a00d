-- How many stories tell of each département, by the articles published on some days ($first to $last, NULL: any) that
-- name one of its communes; of one technology, of one topic, for us alone, where asked.
SELECT c.departement, count(DISTINCT m.story_id) AS n
FROM article_communes town
JOIN communes c USING (insee)
JOIN story_articles m USING (article_id)
JOIN articles a USING (article_id)
WHERE c.departement IS NOT NULL
  AND ($first::DATE IS NULL OR a.published_day >= $first::DATE)
  AND ($last::DATE IS NULL OR a.published_day <= $last::DATE)
  AND (NOT $relevant::BOOLEAN OR a.relevant)
  AND ($technology::VARCHAR IS NULL OR a.article_id IN (
      SELECT t.article_id FROM article_technologies t WHERE t.technology_id = $technology::VARCHAR
  ))
  AND ($topic::VARCHAR IS NULL OR a.article_id IN (
      SELECT t.article_id FROM article_topics t WHERE t.topic = $topic::VARCHAR
  ))
GROUP BY c.departement;
