-- All technologies, with how many articles name them, counted as on their pages (reprints apart, neither copies nor
-- round-ups), and how many initiatives have them.
WITH told AS (
    SELECT
        t.technology_id,
        count(*) FILTER (a.counted_as = 'article') AS articles,
        count(*) FILTER (a.counted_as = 'reprint') AS reprints
    FROM article_technologies t JOIN memory.main.desk_articles a ON a.key = ('0x' || t.article_id)::UBIGINT
    GROUP BY t.technology_id
),
done AS (SELECT technology_id, count(*) AS n FROM initiatives GROUP BY technology_id)
SELECT
    t.technology_id, t.canonical, t.category, t.parent, t.wikidata, t.status,
    coalesce(told.articles, 0) AS articles, coalesce(told.reprints, 0) AS reprints, coalesce(done.n, 0) AS initiatives
FROM technologies t
LEFT JOIN told USING (technology_id)
LEFT JOIN done USING (technology_id)
ORDER BY t.technology_id;
