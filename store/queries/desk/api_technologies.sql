-- All technologies, with how many articles name them and how many initiatives have them.
SELECT
    t.technology_id, t.canonical, t.category, t.parent, t.wikidata, t.status,
    coalesce(told.n, 0) AS articles, coalesce(done.n, 0) AS initiatives
FROM technologies t
LEFT JOIN (SELECT technology_id, count(*) AS n FROM article_technologies GROUP BY technology_id) told USING (technology_id)
LEFT JOIN (SELECT technology_id, count(*) AS n FROM initiatives GROUP BY technology_id) done USING (technology_id)
ORDER BY t.technology_id;
