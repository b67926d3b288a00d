-- How many articles for us told of each technology and of each département, week by week, reprints apart. $first and
-- $last are days, both included.
WITH read AS (
    SELECT article_id, date_trunc('week', published_day)::DATE AS week
    FROM articles WHERE published_day BETWEEN $first AND $last AND relevant
),
told AS (FROM read ANTI JOIN (FROM v_article_repeats SEMI JOIN read USING (article_id)) repeats USING (article_id))
SELECT 'technology' AS kind, m.technology_id AS code, min(coalesce(t.canonical, m.name)) AS name, told.week, count(*) AS articles
FROM article_technologies m JOIN told USING (article_id) LEFT JOIN technologies t USING (technology_id)
GROUP BY m.technology_id, told.week
UNION ALL
SELECT 'departement', c.departement, min(coalesce(d.name, c.departement)), told.week, count(DISTINCT m.article_id)
FROM article_communes m JOIN told USING (article_id) JOIN communes c USING (insee)
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
WHERE c.departement IS NOT NULL
GROUP BY c.departement, told.week
ORDER BY kind, code, week;
