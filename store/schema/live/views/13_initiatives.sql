-- The register as people read it: one line an initiative, with the sentence of its last status. Reprints and round-ups
-- are no further witnesses.
CREATE OR REPLACE VIEW v_initiatives AS
SELECT
    i.initiative_id,
    i.actor_kind,
    i.actor_code,
    coalesce(c.name, territory.name, i.actor_name) AS actor,
    coalesce(c.departement, CASE WHEN i.actor_kind = 'departement' THEN i.actor_code END) AS departement,
    c.population,
    i.technology_id,
    coalesce(t.canonical, i.technology_id) AS technology,
    i.use_case,
    g.use_from_text,
    i.category,
    i.status,
    g.status_since,
    g.first_status,
    i.supplier,
    coalesce(g.amounts, []) AS amounts,
    coalesce(g.dates, []) AS dates,
    i.first_seen,
    i.last_seen,
    g.articles,
    g.reprints,
    g.outlets,
    g.outlet_groups,
    g.confidence,
    g.witness.evidence_text AS evidence_text,
    g.witness.title AS title,
    g.witness.url AS url,
    g.witness.article_id AS article_id,
    g.witness.version AS version,
    g.witness.evidence_start AS evidence_start,
    g.witness.evidence_end AS evidence_end
FROM initiatives i
-- by initiative: only those asked for are gathered
JOIN LATERAL (
    SELECT
        count(*) AS told,
        -- the last day on which it was said to be anything else: what proves its status is told since
        max(h.day) FILTER (h.status <> i.status) AS turned
    FROM (FROM initiative_history h WHERE h.initiative_id = i.initiative_id) h
    JOIN articles a USING (article_id, version)
) u ON u.told > 0
JOIN LATERAL (
    SELECT
        greatest(count(DISTINCT t.article_id) FILTER (t.own), 1) AS articles,
        count(DISTINCT t.article_id) FILTER (t.counted_as = 'reprint') AS reprints,
        count(DISTINCT t.source_id) AS outlets,
        count(DISTINCT t.voice) AS outlet_groups,
        arg_min(t.status, (t.day, t.article_id, t.evidence_start)) AS first_status,
        min(t.day) FILTER (t.status = i.status AND t.day >= coalesce(u.turned, t.day)) AS status_since,
        arg_max(
            {
                'evidence_text': t.evidence_text, 'url': t.url, 'title': t.title, 'article_id': t.article_id,
                'version': t.version, 'evidence_start': t.evidence_start, 'evidence_end': t.evidence_end
            },
            (t.own AND t.day >= coalesce(u.turned, t.day), t.day, t.confidence, t.article_id, t.evidence_start)
        ) FILTER (t.status = i.status) AS witness,
        coalesce(bool_or(t.use_from_text) FILTER (t.use_case = i.use_case), false) AS use_from_text,
        list_sort(list_distinct(flatten(list(list_transform(t.amounts, lambda span: span.words))))) AS amounts,
        list_sort(list_distinct(flatten(list(list_transform(t.dates, lambda span: span.words))))) AS dates,
        max(t.confidence) AS confidence
    FROM (
        SELECT
            h.*, a.title, a.url, a.source_id, coalesce(s.outlet_group, a.source_id) AS voice, repeats.counted_as,
            repeats.counted_as IS NULL AS own
        FROM (FROM initiative_history h WHERE h.initiative_id = i.initiative_id) h
        JOIN articles a USING (article_id, version)
        LEFT JOIN sources s ON s.source_id = a.source_id
        LEFT JOIN v_article_repeats repeats ON repeats.article_id = a.article_id
    ) t
) g ON true
-- a condition on the left side alone would make this a loop over all communes for each initiative
LEFT JOIN communes c ON c.insee = CASE WHEN i.actor_kind = 'commune' THEN i.actor_code END
LEFT JOIN territories territory ON territory.kind = i.actor_kind AND territory.code = i.actor_code
LEFT JOIN technologies t USING (technology_id);
COMMENT ON VIEW v_initiatives IS 'Registre des initiatives tel qu’on le lit : une ligne par initiative, avec la phrase qui dit son dernier état.';
COMMENT ON COLUMN v_initiatives.initiative_id IS 'Initiative (initiatives.initiative_id) ; son histoire est dans initiative_history.';
COMMENT ON COLUMN v_initiatives.actor_kind IS 'Qui la porte : commune, epci, departement, region ou syndicate (initiatives.actor_kind dit quels articles en décident).';
COMMENT ON COLUMN v_initiatives.actor_code IS 'Son code : INSEE ou SIREN.';
COMMENT ON COLUMN v_initiatives.actor IS 'Son nom au registre, à défaut celui de l’article.';
COMMENT ON COLUMN v_initiatives.departement IS 'Code INSEE du département, pour une commune ou un département.';
COMMENT ON COLUMN v_initiatives.population IS 'Habitants de la commune.';
COMMENT ON COLUMN v_initiatives.technology_id IS 'Technologie (technologies.technology_id ; initiatives.technology_id dit quels articles en décident).';
COMMENT ON COLUMN v_initiatives.technology IS 'Nom usuel de la technologie.';
COMMENT ON COLUMN v_initiatives.use_case IS 'Usage, en quelques mots.';
COMMENT ON COLUMN v_initiatives.use_from_text IS 'Vrai si un article le dit, faux si c’est l’usage habituel de la technologie.';
COMMENT ON COLUMN v_initiatives.category IS 'Famille d’usage (liste fermée).';
COMMENT ON COLUMN v_initiatives.status IS 'Dernier état connu : plan, announced, experiment, deployed ou abandoned.';
COMMENT ON COLUMN v_initiatives.status_since IS 'Jour du premier article qui le dit depuis que nul n’a dit autre chose.';
COMMENT ON COLUMN v_initiatives.first_status IS 'État selon le premier article.';
COMMENT ON COLUMN v_initiatives.supplier IS 'Fournisseur ou partenaire.';
COMMENT ON COLUMN v_initiatives.amounts IS 'Montants que les articles y attachent, dans leurs mots ; vide aussi pour les articles lus avant que ces mots soient gardés.';
COMMENT ON COLUMN v_initiatives.dates IS 'Dates que les articles y attachent, dans leurs mots.';
COMMENT ON COLUMN v_initiatives.first_seen IS 'Jour du premier article.';
COMMENT ON COLUMN v_initiatives.last_seen IS 'Jour du dernier article.';
COMMENT ON COLUMN v_initiatives.articles IS 'Nombre d’articles, sans les reprises ni les pages récapitulatives s’il y en a d’autres.';
COMMENT ON COLUMN v_initiatives.reprints IS 'En plus, reprises du texte d’un autre titre.';
COMMENT ON COLUMN v_initiatives.outlets IS 'Nombre de titres de presse qui l’ont imprimée, reprises comprises : un article et deux reprises font trois titres, un seul témoin.';
COMMENT ON COLUMN v_initiatives.outlet_groups IS 'Nombre de groupes de presse indépendants.';
COMMENT ON COLUMN v_initiatives.confidence IS 'Meilleure confiance, de 0 à 1.';
COMMENT ON COLUMN v_initiatives.evidence_text IS 'Phrase qui dit cet état, d’un article plutôt que d’une reprise ou d’une page récapitulative.';
COMMENT ON COLUMN v_initiatives.title IS 'Titre de l’article où elle est.';
COMMENT ON COLUMN v_initiatives.url IS 'Adresse de cet article.';
COMMENT ON COLUMN v_initiatives.article_id IS 'Cet article (articles.article_id).';
COMMENT ON COLUMN v_initiatives.version IS 'Sa version, la courante (article_versions.version).';
COMMENT ON COLUMN v_initiatives.evidence_start IS 'Début de cette phrase, dans le corps de cet article, en caractères.';
COMMENT ON COLUMN v_initiatives.evidence_end IS 'Fin de cette phrase, exclue.';
