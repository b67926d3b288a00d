CREATE OR REPLACE VIEW v_figures AS
SELECT
    f.article_id,
    f.version,
    f.value,
    f.low,
    f.unit,
    f.base_value,
    f.base_unit,
    f.what,
    f.owner,
    f.approximate,
    f.evidence_text,
    f.confidence,
    f.rule,
    f.start_at,
    f.end_at,
    a.title,
    a.url,
    a.source_id,
    s.name AS source,
    a.published_day,
    coalesce(repeats.counted_as, 'article') AS counted_as,
    f.evidence_start,
    f.evidence_end
FROM figures f
JOIN articles a USING (article_id, version)
LEFT JOIN sources s ON s.source_id = a.source_id
LEFT JOIN v_article_repeats repeats ON repeats.article_id = a.article_id;
COMMENT ON VIEW v_figures IS 'Chiffres de la version courante des articles. Avant d’additionner : counted_as = ''article'' écarte reprises, doubles et pages récapitulatives.';
COMMENT ON COLUMN v_figures.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_figures.version IS 'Version de l’article, la courante (article_versions.version).';
COMMENT ON COLUMN v_figures.value IS 'Valeur, dans l’unité de l’article ; la borne haute d’une fourchette.';
COMMENT ON COLUMN v_figures.low IS 'Borne basse d’une fourchette.';
COMMENT ON COLUMN v_figures.unit IS 'Unité telle que l’article la donne.';
COMMENT ON COLUMN v_figures.base_value IS 'Valeur dans l’unité de base : de quoi comparer et additionner.';
COMMENT ON COLUMN v_figures.base_unit IS 'Unité de base.';
COMMENT ON COLUMN v_figures.what IS 'Ce qui est compté.';
COMMENT ON COLUMN v_figures.owner IS 'À qui, à quoi le chiffre se rapporte.';
COMMENT ON COLUMN v_figures.approximate IS 'Vrai pour un ordre de grandeur (« une vingtaine », « près de »).';
COMMENT ON COLUMN v_figures.evidence_text IS 'La phrase.';
COMMENT ON COLUMN v_figures.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN v_figures.rule IS 'Règle qui l’a trouvé.';
COMMENT ON COLUMN v_figures.start_at IS 'Début dans le corps de l’article, en caractères.';
COMMENT ON COLUMN v_figures.end_at IS 'Fin dans le corps, exclue.';
COMMENT ON COLUMN v_figures.title IS 'Titre de l’article.';
COMMENT ON COLUMN v_figures.url IS 'Adresse de l’article.';
COMMENT ON COLUMN v_figures.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_figures.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_figures.published_day IS 'Jour de publication (Europe/Paris).';
COMMENT ON COLUMN v_figures.counted_as IS 'Ce que l’article est dans un comptage (v_articles.counted_as) : article, reprint, copy ou round-up.';
COMMENT ON COLUMN v_figures.evidence_start IS 'Début de la phrase, dans le corps de l’article, en caractères.';
COMMENT ON COLUMN v_figures.evidence_end IS 'Fin de cette phrase, exclue.';
