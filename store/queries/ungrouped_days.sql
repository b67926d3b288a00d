-- The days (Europe/Paris) of articles that could be in a story and are in none, and how many; the conditions are story_history.sql's.
SELECT coalesce(a.published_day, a.first_seen_day) AS day, count(*) AS articles
FROM articles a ANTI JOIN story_articles m USING (article_id)
WHERE a.model IS NOT NULL AND a.form IS DISTINCT FROM 'round-up' AND a.gate = 'passed'
  AND (a.relevant OR a.nature IN (SELECT unnest($natures::VARCHAR[])))
GROUP BY day
ORDER BY day
