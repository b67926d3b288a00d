-- A name that only the register gave ("le maire de ...") is not a named mayor, and a candidate is not a mayor.
CREATE OR REPLACE VIEW v_mayors AS
SELECT
    r.article_id,
    r.version,
    r.person_key,
    r.name AS person,
    r.insee,
    c.name AS commune,
    c.departement,
    r.role,
    r.status,
    r.register,
    r.register_basis,
    r.confidence,
    r.evidence_text,
    a.title,
    a.url,
    a.source_id,
    s.name AS source,
    a.published_day,
    coalesce(repeats.counted_as, 'article') AS counted_as,
    r.evidence_start,
    r.evidence_end
FROM roles r
JOIN articles a USING (article_id, version)
LEFT JOIN communes c USING (insee)
LEFT JOIN sources s ON s.source_id = a.source_id
LEFT JOIN v_article_repeats repeats ON repeats.article_id = a.article_id
WHERE r.status IN ('current', 'former') AND NOT r.inferred;
COMMENT ON VIEW v_mayors IS 'Maires et anciens maires nommés par les articles, avec la phrase qui le dit.';
COMMENT ON COLUMN v_mayors.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_mayors.version IS 'Version de l’article, la courante (article_versions.version).';
COMMENT ON COLUMN v_mayors.person_key IS 'Personne (persons.person_key).';
COMMENT ON COLUMN v_mayors.person IS 'Nom du maire.';
COMMENT ON COLUMN v_mayors.insee IS 'Code INSEE de la commune.';
COMMENT ON COLUMN v_mayors.commune IS 'Nom de la commune.';
COMMENT ON COLUMN v_mayors.departement IS 'Code INSEE du département.';
COMMENT ON COLUMN v_mayors.role IS 'Rôle : mayor ou former_mayor.';
COMMENT ON COLUMN v_mayors.status IS 'Ce qu’en dit l’article : current ou former.';
COMMENT ON COLUMN v_mayors.register IS 'Accord du registre au jour de l’article : confirmed, contradicted ou unknown.';
COMMENT ON COLUMN v_mayors.register_basis IS 'Comment le registre le sait : attested, extrapolated ou provisional.';
COMMENT ON COLUMN v_mayors.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN v_mayors.evidence_text IS 'Phrase de l’article.';
COMMENT ON COLUMN v_mayors.title IS 'Titre de l’article.';
COMMENT ON COLUMN v_mayors.url IS 'Adresse de l’article.';
COMMENT ON COLUMN v_mayors.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_mayors.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_mayors.published_day IS 'Jour de publication (Europe/Paris).';
COMMENT ON COLUMN v_mayors.counted_as IS 'Ce que l’article est dans un comptage (v_articles.counted_as) : pour compter les articles qui nomment un maire, s’en tenir à article.';
COMMENT ON COLUMN v_mayors.evidence_start IS 'Début de la phrase, dans le corps de l’article, en caractères.';
COMMENT ON COLUMN v_mayors.evidence_end IS 'Fin de cette phrase, exclue.';
