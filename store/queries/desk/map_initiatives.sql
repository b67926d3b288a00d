-- How many initiatives of communes and of the département itself each département has; told on some days ($first to
-- $last, NULL: any), of one technology, at one status, told by an article of one topic, where asked. Those of régions
-- and of intercommunal bodies belong to no département.
SELECT coalesce(c.departement, i.actor_code) AS departement, count(*) AS n
FROM initiatives i
LEFT JOIN communes c ON c.insee = CASE WHEN i.actor_kind = 'commune' THEN i.actor_code END
WHERE (c.departement IS NOT NULL OR i.actor_kind = 'departement')
  AND ($first::DATE IS NULL OR i.last_seen >= $first::DATE)
  AND ($last::DATE IS NULL OR i.first_seen <= $last::DATE)
  AND ($technology::VARCHAR IS NULL OR i.technology_id = $technology::VARCHAR)
  AND ($status::VARCHAR IS NULL OR i.status = $status::VARCHAR)
  AND ($topic::VARCHAR IS NULL OR i.initiative_id IN (
      SELECT h.initiative_id FROM initiative_history h
      JOIN articles a USING (article_id, version) JOIN article_topics t USING (article_id)
      WHERE t.topic = $topic::VARCHAR
  ))
GROUP BY ALL;
