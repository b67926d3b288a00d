-- Nine titles of one owner that print one text are one voice: reprints are listed, and counted by the groups that
-- print them. Titles and groups count once each, however often they wrote.
CREATE OR REPLACE VIEW v_stories AS
SELECT
    story.story_id,
    story.title,
    story.first_day,
    story.last_day,
    c.articles,
    c.reprints,
    c.outlets,
    c."groups",
    c.sources,
    c.relevant,
    coalesce(towns.communes, []) AS communes,
    coalesce(towns.insees, []) AS insees,
    coalesce(tools.technologies, []) AS technologies
FROM stories story
-- by story: only those asked for are counted
LEFT JOIN LATERAL (
    SELECT
        count(*) AS articles,
        count(*) FILTER (r.counted_as IN ('reprint', 'copy')) AS reprints,
        count(DISTINCT a.source_id) AS outlets,
        count(DISTINCT coalesce(s.outlet_group, a.source_id)) AS "groups",
        list(DISTINCT coalesce(s.name, a.source_id) ORDER BY coalesce(s.name, a.source_id)) AS sources,
        coalesce(bool_or(a.relevant), false) AS relevant
    FROM story_articles m
    JOIN articles a USING (article_id)
    LEFT JOIN sources s USING (source_id)
    LEFT JOIN v_article_repeats r USING (article_id)
    WHERE m.story_id = story.story_id
) c ON true
LEFT JOIN LATERAL (
    SELECT
        list(named.commune ORDER BY named.n DESC, named.first_at, named.insee) AS communes,
        list(named.insee ORDER BY named.n DESC, named.first_at, named.insee) AS insees
    FROM (
        SELECT t.insee, any_value(t.commune) AS commune, count(*) AS n, min(t.first_at) AS first_at
        FROM story_articles m JOIN v_article_communes t USING (article_id)
        WHERE m.story_id = story.story_id GROUP BY t.insee
    ) named
) towns ON true
LEFT JOIN LATERAL (
    SELECT list(used.technology ORDER BY used.n DESC, used.first_at, used.technology_id) AS technologies
    FROM (
        SELECT t.technology_id, any_value(t.technology) AS technology, count(*) AS n, min(t.first_at) AS first_at
        FROM story_articles m JOIN v_article_technologies t USING (article_id)
        WHERE m.story_id = story.story_id GROUP BY t.technology_id
    ) used
) tools ON true
WHERE c.articles > 0;
COMMENT ON VIEW v_stories IS 'Sujets, une ligne par sujet : qui l’a raconté, quand, et de quoi il parle.';
COMMENT ON COLUMN v_stories.story_id IS 'Identifiant du sujet.';
COMMENT ON COLUMN v_stories.title IS 'Titre du premier article paru.';
COMMENT ON COLUMN v_stories.first_day IS 'Jour du premier article (Europe/Paris).';
COMMENT ON COLUMN v_stories.last_day IS 'Jour du dernier article (Europe/Paris).';
COMMENT ON COLUMN v_stories.articles IS 'Nombre d’articles, reprises comprises.';
COMMENT ON COLUMN v_stories.reprints IS 'Dont textes déjà parus, dans un autre titre ou à une autre adresse.';
COMMENT ON COLUMN v_stories.outlets IS 'Nombre de titres de presse.';
COMMENT ON COLUMN v_stories.groups IS 'Nombre de groupes indépendants : neuf titres d’un même propriétaire comptent pour un.';
COMMENT ON COLUMN v_stories.sources IS 'Noms des titres de presse.';
COMMENT ON COLUMN v_stories.relevant IS 'Vrai si l’un des articles est pertinent (v_articles.relevant).';
COMMENT ON COLUMN v_stories.communes IS 'Noms des communes, celles que citent le plus d’articles d’abord.';
COMMENT ON COLUMN v_stories.insees IS 'Leurs codes INSEE, dans le même ordre.';
COMMENT ON COLUMN v_stories.technologies IS 'Technologies, celles que citent le plus d’articles d’abord.';
