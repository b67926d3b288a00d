CREATE OR REPLACE VIEW v_article_technologies AS
SELECT
    m.article_id,
    m.technology_id,
    coalesce(t.canonical, m.name) AS technology,
    coalesce(t.category, m.category) AS category,
    m.mentions,
    m.first_at,
    m.confidence,
    coalesce(t.status, 'known') AS status
FROM article_technologies m LEFT JOIN technologies t USING (technology_id);
COMMENT ON VIEW v_article_technologies IS 'Technologies de chaque article, une ligne par technologie et par article.';
COMMENT ON COLUMN v_article_technologies.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_article_technologies.technology_id IS 'Notion (technologies.technology_id).';
COMMENT ON COLUMN v_article_technologies.technology IS 'Nom usuel.';
COMMENT ON COLUMN v_article_technologies.category IS 'Famille.';
COMMENT ON COLUMN v_article_technologies.mentions IS 'Nombre de passages.';
COMMENT ON COLUMN v_article_technologies.first_at IS 'Position du premier passage.';
COMMENT ON COLUMN v_article_technologies.confidence IS 'Meilleure confiance, de 0 à 1.';
COMMENT ON COLUMN v_article_technologies.status IS 'known (dans le lexique) ou candidate (nom que l’article introduit, à confirmer).';
