CREATE OR REPLACE VIEW v_articles AS
SELECT
    a.article_id,
    a.version,
    a.url,
    a.title,
    a.summary,
    a.source_id,
    s.name AS source,
    s.outlet_group,
    a.authors,
    a.published_at,
    a.published_day,
    a.access,
    a.basis,
    a.form,
    coalesce(repeats.counted_as, 'article') AS counted_as,
    repeats.other_id AS repeats,
    a.tdm_reserved,
    a.relevant,
    a.relevance,
    a.nature,
    coalesce(towns.communes, []) AS communes,
    coalesce(towns.insees, []) AS insees,
    coalesce(mayors.mayors, []) AS mayors,
    coalesce(tools.technologies, []) AS technologies,
    coalesce(themes.topics, []) AS topics,
    coalesce(a.tags, []) AS tags,
    a.word_count,
    a.first_seen_at,
    coalesce(a.corrected_by, []) AS corrected_by
FROM articles a
LEFT JOIN sources s USING (source_id)
-- by article: only the lists of the articles asked for are made
LEFT JOIN LATERAL (
    SELECT
        list(coalesce(c.name, m.name) ORDER BY m.first_at, m.insee) AS communes,
        list(m.insee ORDER BY m.first_at, m.insee) AS insees
    FROM (FROM article_communes m WHERE m.article_id = a.article_id) m LEFT JOIN communes c USING (insee)
) towns ON true
LEFT JOIN LATERAL (
    SELECT list(DISTINCT r.name ORDER BY r.name) AS mayors FROM roles r
    WHERE r.article_id = a.article_id AND r.version = a.version AND r.status IN ('current', 'former') AND NOT r.inferred
) mayors ON true
LEFT JOIN LATERAL (
    SELECT list(coalesce(t.canonical, m.name) ORDER BY m.first_at, m.technology_id) AS technologies
    FROM (FROM article_technologies m WHERE m.article_id = a.article_id) m LEFT JOIN technologies t USING (technology_id)
) tools ON true
LEFT JOIN LATERAL (
    SELECT list(topic ORDER BY topic) AS topics FROM article_topics t WHERE t.article_id = a.article_id
) themes ON true
LEFT JOIN v_article_repeats repeats USING (article_id);
COMMENT ON VIEW v_articles IS 'Articles, une ligne par article, avec ses communes, maires, technologies et thèmes.';
COMMENT ON COLUMN v_articles.article_id IS 'Identifiant de l’article.';
COMMENT ON COLUMN v_articles.version IS 'Version courante.';
COMMENT ON COLUMN v_articles.url IS 'Adresse canonique.';
COMMENT ON COLUMN v_articles.title IS 'Titre de l’article.';
COMMENT ON COLUMN v_articles.summary IS 'Chapeau.';
COMMENT ON COLUMN v_articles.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_articles.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_articles.outlet_group IS 'Groupe propriétaire.';
COMMENT ON COLUMN v_articles.authors IS 'Signatures.';
COMMENT ON COLUMN v_articles.published_at IS 'Instant de publication (UTC).';
COMMENT ON COLUMN v_articles.published_day IS 'Jour de publication (Europe/Paris).';
COMMENT ON COLUMN v_articles.access IS 'Accès : free ou excerpt.';
COMMENT ON COLUMN v_articles.basis IS 'Ce que l’analyse a pu lire : full, excerpt ou title.';
COMMENT ON COLUMN v_articles.form IS 'Forme : article ou round-up (page récapitulative).';
COMMENT ON COLUMN v_articles.counted_as IS 'Ce qu’il est dans un comptage : article (à compter), reprint (texte paru d’abord dans un autre titre : dépêche, communiqué), copy (texte du même titre à une autre adresse) ou round-up (page récapitulative).';
COMMENT ON COLUMN v_articles.repeats IS 'Premier article de ce texte (articles.article_id), pour reprint et copy.';
COMMENT ON COLUMN v_articles.tdm_reserved IS 'Vrai si l’éditeur réserve la fouille de textes.';
COMMENT ON COLUMN v_articles.relevant IS 'Vrai si une collectivité y porte une initiative numérique ou d’IA ; vide sans analyse.';
COMMENT ON COLUMN v_articles.relevance IS 'Score de pertinence, de 0 à 1.';
COMMENT ON COLUMN v_articles.nature IS 'Nature de la nouvelle.';
COMMENT ON COLUMN v_articles.communes IS 'Noms des communes, dans l’ordre du texte.';
COMMENT ON COLUMN v_articles.insees IS 'Leurs codes INSEE, dans le même ordre.';
COMMENT ON COLUMN v_articles.mayors IS 'Maires et anciens maires nommés.';
COMMENT ON COLUMN v_articles.technologies IS 'Technologies, dans l’ordre du texte.';
COMMENT ON COLUMN v_articles.topics IS 'Thèmes.';
COMMENT ON COLUMN v_articles.tags IS 'Mots-clés selon la page.';
COMMENT ON COLUMN v_articles.corrected_by IS 'Corrections de la rédaction qui changent ce que l’analyse y a trouvé (corrections.correction_id) ; vide sinon.';
COMMENT ON COLUMN v_articles.word_count IS 'Nombre de mots du texte lu.';
COMMENT ON COLUMN v_articles.first_seen_at IS 'Première fois que l’article a été vu (UTC).';
