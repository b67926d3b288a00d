-- The $most quotes of current versions after a place (an article and where the quote begins and ends in it); of a speaker, of people
-- of a commune, published on some days, where asked.
SELECT q.article_id, q.start_at, q.end_at
FROM quotes q JOIN articles a USING (article_id, version)
-- the words of a closed article stay here
WHERE q.article_id NOT IN (SELECT article_id FROM memory.main.desk_articles WHERE closed)
  AND ($article::VARCHAR IS NULL
      OR (q.article_id, q.start_at, q.end_at) > ($article::VARCHAR, $start::BIGINT, $end::BIGINT))
  AND ($insee::VARCHAR IS NULL OR q.insee = $insee::VARCHAR)
  AND ($person::VARCHAR IS NULL OR q.person_key = $person::VARCHAR)
  AND ($role::VARCHAR IS NULL OR q.role = $role::VARCHAR)
  AND ($first::DATE IS NULL OR a.published_day >= $first::DATE)
  AND ($last::DATE IS NULL OR a.published_day <= $last::DATE)
ORDER BY q.article_id, q.start_at, q.end_at LIMIT $most;
