CREATE OR REPLACE VIEW v_article_communes AS
SELECT m.article_id, m.insee, coalesce(c.name, m.name) AS commune, c.departement, m.mentions, m.first_at, m.confidence
FROM article_communes m LEFT JOIN communes c USING (insee);
COMMENT ON VIEW v_article_communes IS 'Communes de chaque article, une ligne par commune et par article.';
COMMENT ON COLUMN v_article_communes.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_article_communes.insee IS 'Code INSEE.';
COMMENT ON COLUMN v_article_communes.commune IS 'Nom de la commune.';
COMMENT ON COLUMN v_article_communes.departement IS 'Code INSEE du département.';
COMMENT ON COLUMN v_article_communes.mentions IS 'Nombre de passages.';
COMMENT ON COLUMN v_article_communes.first_at IS 'Position du premier passage.';
COMMENT ON COLUMN v_article_communes.confidence IS 'Meilleure confiance, de 0 à 1.';
