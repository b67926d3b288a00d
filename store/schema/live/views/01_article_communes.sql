CREATE OR REPLACE VIEW v_article_communes AS
SELECT
    m.article_id,
    m.entity_key AS insee,
    coalesce(any_value(c.name), min(m.name)) AS commune,
    any_value(c.departement) AS departement,
    count(*) AS mentions,
    min(m.start_at) AS first_at,
    max(m.confidence) AS confidence
FROM mentions m
JOIN articles a USING (article_id, version)
LEFT JOIN communes c ON c.insee = m.entity_key
WHERE m.kind = 'commune'
GROUP BY m.article_id, m.entity_key;
COMMENT ON VIEW v_article_communes IS 'Communes de chaque article, une ligne par commune et par article.';
COMMENT ON COLUMN v_article_communes.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_article_communes.insee IS 'Code INSEE.';
COMMENT ON COLUMN v_article_communes.commune IS 'Nom de la commune.';
COMMENT ON COLUMN v_article_communes.departement IS 'Code INSEE du département.';
COMMENT ON COLUMN v_article_communes.mentions IS 'Nombre de passages.';
COMMENT ON COLUMN v_article_communes.first_at IS 'Position du premier passage.';
COMMENT ON COLUMN v_article_communes.confidence IS 'Meilleure confiance, de 0 à 1.';
