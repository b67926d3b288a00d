-- Nine titles of one owner that print one text are one voice: reprints are listed, and counted by the groups that
-- print them. Titles and groups count once each, however often they wrote.
CREATE OR REPLACE VIEW v_stories AS
WITH
told AS (
    SELECT
        m.story_id, a.article_id, a.relevant, coalesce(r.counted_as, 'article') AS counted_as, a.source_id,
        coalesce(s.name, a.source_id) AS source, coalesce(s.outlet_group, a.source_id) AS owner
    FROM story_articles m
    JOIN articles a USING (article_id)
    LEFT JOIN sources s USING (source_id)
    LEFT JOIN v_article_repeats r USING (article_id)
),
counted AS (
    SELECT
        story_id,
        count(*) AS articles,
        count(*) FILTER (counted_as IN ('reprint', 'copy')) AS reprints,
        count(DISTINCT source_id) AS outlets,
        count(DISTINCT owner) AS "groups",
        list(DISTINCT source ORDER BY source) AS sources,
        coalesce(bool_or(relevant), false) AS relevant
    FROM told GROUP BY story_id
),
named AS (
    SELECT story_id, insee, any_value(commune) AS commune, count(*) AS n, min(first_at) AS first_at
    FROM told JOIN v_article_communes USING (article_id) GROUP BY ALL
),
towns AS (
    SELECT
        story_id,
        list(commune ORDER BY n DESC, first_at, insee) AS communes,
        list(insee ORDER BY n DESC, first_at, insee) AS insees
    FROM named GROUP BY story_id
),
used AS (
    SELECT story_id, technology_id, any_value(technology) AS technology, count(*) AS n, min(first_at) AS first_at
    FROM told JOIN v_article_technologies USING (article_id) GROUP BY ALL
),
tools AS (
    SELECT story_id, list(technology ORDER BY n DESC, first_at, technology_id) AS technologies
    FROM used GROUP BY story_id
)
SELECT
    story_id,
    s.title,
    s.first_day,
    s.last_day,
    c.articles,
    c.reprints,
    c.outlets,
    c."groups",
    c.sources,
    c.relevant,
    coalesce(towns.communes, []) AS communes,
    coalesce(towns.insees, []) AS insees,
    coalesce(tools.technologies, []) AS technologies
FROM stories s
JOIN counted c USING (story_id)
LEFT JOIN towns USING (story_id)
LEFT JOIN tools USING (story_id);
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
