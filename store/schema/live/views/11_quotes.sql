-- Who said what. A sentence that nine outlets print is said once: for counting, keep to counted_as = 'article'.
CREATE OR REPLACE VIEW v_quotes AS
SELECT
    q.article_id,
    q.version,
    q.speaker,
    q.person_key,
    q.role,
    q.insee,
    c.name AS commune,
    c.departement,
    q.direct,
    q.text,
    q.evidence_text,
    q.confidence,
    q.rule,
    q.start_at,
    q.end_at,
    a.title,
    a.url,
    a.source_id,
    s.name AS source,
    a.published_day,
    coalesce(repeats.counted_as, 'article') AS counted_as,
    q.evidence_start,
    q.evidence_end
FROM quotes q
JOIN articles a USING (article_id, version)
LEFT JOIN communes c USING (insee)
LEFT JOIN sources s ON s.source_id = a.source_id
LEFT JOIN v_article_repeats repeats ON repeats.article_id = a.article_id;
COMMENT ON VIEW v_quotes IS 'Citations de la version courante des articles, avec qui parle, en quelle qualité, et où.';
COMMENT ON COLUMN v_quotes.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_quotes.version IS 'Version de l’article, la courante (article_versions.version).';
COMMENT ON COLUMN v_quotes.speaker IS 'Qui parle ; vide si le texte ne le dit pas.';
COMMENT ON COLUMN v_quotes.person_key IS 'Personne (persons.person_key).';
COMMENT ON COLUMN v_quotes.role IS 'Rôle au jour de l’article (roles.role).';
COMMENT ON COLUMN v_quotes.insee IS 'Code INSEE de la commune du rôle.';
COMMENT ON COLUMN v_quotes.commune IS 'Nom de cette commune.';
COMMENT ON COLUMN v_quotes.departement IS 'Code INSEE de son département.';
COMMENT ON COLUMN v_quotes.direct IS 'Vrai pour des mots entre guillemets, faux pour un propos rapporté.';
COMMENT ON COLUMN v_quotes.text IS 'Les mots eux-mêmes.';
COMMENT ON COLUMN v_quotes.evidence_text IS 'Le passage qui dit qui parle.';
COMMENT ON COLUMN v_quotes.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN v_quotes.rule IS 'Règle qui a trouvé qui parle.';
COMMENT ON COLUMN v_quotes.start_at IS 'Début dans le corps de l’article, en caractères.';
COMMENT ON COLUMN v_quotes.end_at IS 'Fin dans le corps, exclue.';
COMMENT ON COLUMN v_quotes.title IS 'Titre de l’article.';
COMMENT ON COLUMN v_quotes.url IS 'Adresse de l’article.';
COMMENT ON COLUMN v_quotes.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_quotes.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_quotes.published_day IS 'Jour de publication (Europe/Paris).';
COMMENT ON COLUMN v_quotes.counted_as IS 'Ce que l’article est dans un comptage (v_articles.counted_as) : article, reprint, copy ou round-up.';
COMMENT ON COLUMN v_quotes.evidence_start IS 'Début du passage qui dit qui parle, dans le corps de l’article, en caractères.';
COMMENT ON COLUMN v_quotes.evidence_end IS 'Fin de ce passage, exclue.';
