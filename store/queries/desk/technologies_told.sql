-- The technologies that articles name, those of most articles first: what a list of choices offers.
SELECT t.technology_id, any_value(coalesce(k.canonical, t.name)) AS name, count(*) AS articles
FROM article_technologies t LEFT JOIN technologies k USING (technology_id)
GROUP BY t.technology_id
ORDER BY articles DESC, t.technology_id
LIMIT $most;
