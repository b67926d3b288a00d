CREATE OR REPLACE VIEW v_article_technologies AS
SELECT
    m.article_id,
    m.entity_key AS technology_id,
    coalesce(any_value(t.canonical), min(m.name)) AS technology,
    coalesce(any_value(t.category), min(m.category)) AS category,
    count(*) AS mentions,
    min(m.start_at) AS first_at,
    max(m.confidence) AS confidence,
    coalesce(any_value(t.status), 'known') AS status
FROM mentions m
JOIN articles a USING (article_id, version)
LEFT JOIN technologies t ON t.technology_id = m.entity_key
WHERE m.kind = 'technology'
GROUP BY m.article_id, m.entity_key;
COMMENT ON VIEW v_article_technologies IS 'Technologies de chaque article, une ligne par technologie et par article.';
COMMENT ON COLUMN v_article_technologies.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_article_technologies.technology_id IS 'Notion (technologies.technology_id).';
COMMENT ON COLUMN v_article_technologies.technology IS 'Nom usuel.';
COMMENT ON COLUMN v_article_technologies.category IS 'Famille.';
COMMENT ON COLUMN v_article_technologies.mentions IS 'Nombre de passages.';
COMMENT ON COLUMN v_article_technologies.first_at IS 'Position du premier passage.';
COMMENT ON COLUMN v_article_technologies.confidence IS 'Meilleure confiance, de 0 à 1.';
COMMENT ON COLUMN v_article_technologies.status IS 'known (dans le lexique) ou candidate (nom que l’article introduit, à confirmer).';
