-- An article about two towns and two technologies stands on four lines: do not add the lines up.
CREATE OR REPLACE VIEW v_weekly AS
SELECT
    date_trunc('week', a.published_day)::DATE AS week,
    strftime(date_trunc('week', a.published_day), '%G-W%V') AS iso_week,
    c.insee,
    any_value(coalesce(commune.name, c.name)) AS commune,
    t.technology_id,
    any_value(coalesce(technology.canonical, t.name)) AS technology,
    a.source_id,
    any_value(s.name) AS outlet,
    count(*) FILTER (repeats.counted_as IS NULL) AS articles,
    count(*) FILTER (repeats.counted_as IS NULL AND a.relevant) AS relevant_articles,
    count(*) FILTER (repeats.counted_as = 'reprint') AS reprints
FROM articles a
LEFT JOIN v_article_repeats repeats USING (article_id)
LEFT JOIN article_communes c USING (article_id)
LEFT JOIN article_technologies t USING (article_id)
LEFT JOIN communes commune USING (insee)
LEFT JOIN technologies technology ON technology.technology_id = t.technology_id
LEFT JOIN sources s USING (source_id)
WHERE a.published_day IS NOT NULL AND coalesce(repeats.counted_as, 'article') IN ('article', 'reprint')
GROUP BY date_trunc('week', a.published_day), c.insee, t.technology_id, a.source_id;
COMMENT ON VIEW v_weekly IS 'Nombre d’articles par semaine, commune, technologie et titre, chaque texte une seule fois : dans le titre qui l’a publié le premier. Les doubles d’un même titre et les pages récapitulatives n’y sont pas. Un article y figure une fois par couple commune-technologie : additionner les titres, mais pas les communes ni les technologies.';
COMMENT ON COLUMN v_weekly.week IS 'Lundi de la semaine de publication (celle de v_coverage est la semaine de collecte).';
COMMENT ON COLUMN v_weekly.iso_week IS 'Semaine ISO, par exemple 2026-W47.';
COMMENT ON COLUMN v_weekly.insee IS 'Code INSEE ; vide si l’article ne nomme aucune commune.';
COMMENT ON COLUMN v_weekly.commune IS 'Nom de la commune.';
COMMENT ON COLUMN v_weekly.technology_id IS 'Notion ; vide si l’article ne nomme aucune technologie.';
COMMENT ON COLUMN v_weekly.technology IS 'Nom usuel de la technologie.';
COMMENT ON COLUMN v_weekly.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_weekly.outlet IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_weekly.articles IS 'Nombre d’articles, reprises d’un autre titre non comprises : une dépêche parue dans neuf titres compte une fois.';
COMMENT ON COLUMN v_weekly.relevant_articles IS 'Dont articles pertinents.';
COMMENT ON COLUMN v_weekly.reprints IS 'En plus, reprises du texte d’un autre titre : dépêches, communiqués. articles + reprints : ce que le titre a fait paraître.';
