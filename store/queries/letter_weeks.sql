-- How many articles for us told of each technology and of each département, week by week, reprints apart; `steady` are
-- those of the outlets that were read all along: what a new outlet brings is no trend. $first and $last are days, both
-- included; the last week is the one that is told of.
WITH read AS (
    SELECT article_id, source_id, date_trunc('week', published_day)::DATE AS week
    FROM articles WHERE published_day BETWEEN $first AND $last AND relevant
),
told AS (FROM read ANTI JOIN (FROM v_article_repeats SEMI JOIN read USING (article_id)) repeats USING (article_id)),
-- an article, for us or not, in the first two weeks and in half of the weeks before the last: a weekly that misses some
steady AS (
    SELECT source_id FROM articles
    WHERE published_day >= $first AND published_day < date_trunc('week', $last::DATE)
    GROUP BY source_id
    HAVING min(published_day) < $first::DATE + 14
        AND 2 * count(DISTINCT date_trunc('week', published_day)) >= date_diff('week', $first::DATE, $last::DATE)
),
known AS (
    SELECT told.article_id, told.week, steady.source_id IS NOT NULL AS steady FROM told LEFT JOIN steady USING (source_id)
)
SELECT
    'technology' AS kind, m.technology_id AS code, min(coalesce(t.canonical, m.name)) AS name, known.week,
    count(*) AS articles, count(*) FILTER (known.steady) AS steady
FROM article_technologies m JOIN known USING (article_id) LEFT JOIN technologies t USING (technology_id)
GROUP BY m.technology_id, known.week
UNION ALL
SELECT
    'departement', c.departement, min(coalesce(d.name, c.departement)), known.week,
    count(DISTINCT m.article_id), count(DISTINCT m.article_id) FILTER (known.steady)
FROM article_communes m JOIN known USING (article_id) JOIN communes c USING (insee)
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
WHERE c.departement IS NOT NULL
GROUP BY c.departement, known.week
ORDER BY kind, code, week;
