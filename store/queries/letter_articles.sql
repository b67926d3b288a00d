-- The articles of a period as the letter names them, the first published first, with their story and their communes,
-- those most spoken of first. $first and $last are days (Europe/Paris), both included.
WITH chosen AS (FROM articles WHERE published_day BETWEEN $first AND $last),
towns AS (
    SELECT
        m.article_id,
        list(
            {'insee': m.insee, 'name': coalesce(c.name, m.name), 'departement': c.departement, 'population': c.population,
             'departement_name': coalesce(d.name, '')}
            ORDER BY m.mentions DESC, m.first_at, m.insee
        ) AS towns
    FROM article_communes m SEMI JOIN chosen USING (article_id) LEFT JOIN communes c USING (insee)
    LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
    GROUP BY m.article_id
),
tools AS (
    SELECT article_id, list(technology_id ORDER BY first_at, technology_id) AS technologies
    FROM article_technologies SEMI JOIN chosen USING (article_id) GROUP BY article_id
)
SELECT
    a.article_id,
    a.version,
    m.story_id,
    coalesce(s.name, a.source_id) AS outlet,
    coalesce(s.outlet_group, a.source_id) AS voice,
    coalesce(a.authors, []) AS authors,
    a.published_day AS day,
    a.url,
    coalesce(a.title, '') AS title,
    coalesce(a.summary, '') AS summary,
    a.access,
    a.basis,
    coalesce(a.tdm_reserved, false) AS reserved,
    coalesce(a.relevant, false) AS relevant,
    coalesce(a.nature, '') AS nature,
    coalesce(repeats.counted_as, 'article') AS counted_as,
    coalesce(towns.towns, []) AS towns,
    coalesce(tools.technologies, []) AS technologies
FROM chosen a
LEFT JOIN sources s USING (source_id)
LEFT JOIN story_articles m USING (article_id)
LEFT JOIN (FROM v_article_repeats SEMI JOIN chosen USING (article_id)) repeats USING (article_id)
LEFT JOIN towns USING (article_id)
LEFT JOIN tools USING (article_id)
ORDER BY a.published_day, a.published_at, a.article_id;
