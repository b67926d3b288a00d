-- One line an event. Its days are those of the article that knows them best, the last of them among equals: what is put
-- off is announced again. Whether it is past is for the reader's own day to say.
CREATE OR REPLACE VIEW v_agenda AS
WITH told AS (
    SELECT
        e.*,
        a.title,
        a.url,
        a.source_id,
        (
            coalesce(e.state, 'scheduled') <> 'scheduled',
            list_position(['year', 'month', 'day'], e.precision),
            coalesce(a.published_day, a.first_seen_day), -- a NULL would rank above every day
            e.confidence,
            e.article_id,
            e.start_at
        ) AS rank
    FROM events e JOIN articles a USING (article_id, version)
),
gathered AS (
    SELECT
        event_id,
        arg_max(name, (length(name), name)) AS name,
        arg_max(start_day, rank) AS start_day,
        arg_max(end_day, rank) AS end_day,
        arg_max(precision, rank) AS precision,
        arg_max(place, rank) FILTER (place IS NOT NULL) AS place,
        arg_max(insee, rank) FILTER (insee IS NOT NULL) AS insee,
        arg_max(coalesce(state, 'scheduled'), rank) AS state,
        count(DISTINCT article_id) AS articles,
        count(DISTINCT source_id) AS outlets,
        -- as one: what an article leaves empty must not come from another
        arg_max(
            {
                'evidence_text': evidence_text, 'url': url, 'title': title, 'source_id': source_id,
                'article_id': article_id, 'version': version, 'evidence_start': evidence_start,
                'evidence_end': evidence_end
            },
            rank
        ) AS witness,
        max(confidence) AS confidence
    FROM told GROUP BY event_id
)
SELECT
    g.event_id,
    g.name,
    g.start_day,
    g.end_day,
    g.precision,
    g.state = 'scheduled' AND g.end_day >= current_date AS coming,
    g.state,
    g.place,
    g.insee,
    c.name AS commune,
    c.departement,
    g.articles,
    g.outlets,
    g.witness.evidence_text AS evidence_text,
    g.witness.title AS title,
    g.witness.url AS url,
    g.witness.source_id AS source_id,
    s.name AS source,
    g.confidence,
    g.witness.article_id AS article_id,
    g.witness.version AS version,
    g.witness.evidence_start AS evidence_start,
    g.witness.evidence_end AS evidence_end
FROM gathered g
LEFT JOIN communes c USING (insee)
LEFT JOIN sources s ON s.source_id = g.witness.source_id;
COMMENT ON VIEW v_agenda IS 'Agenda : les rendez-vous publics que les articles annoncent ou racontent, une ligne par événement.';
COMMENT ON COLUMN v_agenda.event_id IS 'Événement (events.event_id).';
COMMENT ON COLUMN v_agenda.name IS 'Son nom le plus complet.';
COMMENT ON COLUMN v_agenda.start_day IS 'Premier jour, selon l’article le plus précis, puis le plus récent.';
COMMENT ON COLUMN v_agenda.end_day IS 'Dernier jour.';
COMMENT ON COLUMN v_agenda.precision IS 'Ce qui en est connu : day, month ou year.';
COMMENT ON COLUMN v_agenda.coming IS 'Vrai s’il n’est ni annulé, ni reporté, ni fini le jour où l’on pose la question.';
COMMENT ON COLUMN v_agenda.state IS 'scheduled, ou, dès qu’un article le dit, cancelled (annulé) ou postponed (reporté).';
COMMENT ON COLUMN v_agenda.place IS 'Lieu, dans les mots de l’article.';
COMMENT ON COLUMN v_agenda.insee IS 'Code INSEE de la commune du lieu.';
COMMENT ON COLUMN v_agenda.commune IS 'Nom de cette commune.';
COMMENT ON COLUMN v_agenda.departement IS 'Code INSEE de son département.';
COMMENT ON COLUMN v_agenda.articles IS 'Nombre d’articles.';
COMMENT ON COLUMN v_agenda.outlets IS 'Nombre de titres de presse.';
COMMENT ON COLUMN v_agenda.evidence_text IS 'Phrase qui le date.';
COMMENT ON COLUMN v_agenda.title IS 'Titre de l’article où elle est.';
COMMENT ON COLUMN v_agenda.url IS 'Adresse de cet article.';
COMMENT ON COLUMN v_agenda.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_agenda.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_agenda.confidence IS 'Meilleure confiance, de 0 à 1.';
COMMENT ON COLUMN v_agenda.article_id IS 'Article où est la phrase (articles.article_id).';
COMMENT ON COLUMN v_agenda.version IS 'Sa version, la courante (article_versions.version).';
COMMENT ON COLUMN v_agenda.evidence_start IS 'Début de cette phrase, dans le corps de cet article, en caractères.';
COMMENT ON COLUMN v_agenda.evidence_end IS 'Fin de cette phrase, exclue.';
