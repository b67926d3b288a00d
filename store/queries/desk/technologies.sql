-- All technologies that anything tells of, with how many articles name them (reprints aside) and how many initiatives
-- use them. What nothing tells of is left out: the lexicon holds far more than the press.
WITH told AS (
    SELECT t.technology_id, count(*) AS articles
    FROM article_technologies t WHERE ('0x' || t.article_id)::UBIGINT IN (SELECT key FROM memory.main.desk_articles WHERE counted_as = 'article')
    GROUP BY t.technology_id
),
used AS (
    SELECT technology_id, count(*) AS initiatives, count(*) FILTER (status = 'deployed') AS deployed
    FROM initiatives GROUP BY technology_id
)
SELECT
    t.technology_id,
    t.canonical,
    coalesce(t.category, '') AS category,
    coalesce(t.status, '') AS status,
    coalesce(told.articles, 0) AS articles,
    coalesce(used.initiatives, 0) AS initiatives,
    coalesce(used.deployed, 0) AS deployed
FROM technologies t
LEFT JOIN told USING (technology_id)
LEFT JOIN used USING (technology_id)
WHERE told.articles > 0 OR used.initiatives > 0
ORDER BY articles DESC, initiatives DESC, t.canonical, t.technology_id;
