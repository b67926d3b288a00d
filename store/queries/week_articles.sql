-- The articles of a period for the digest, without round-ups and second copies of an outlet's own text.
-- $first and $last are days (Europe/Paris), both included.
WITH repeated AS (FROM v_article_repeats WHERE counted_as <> 'reprint'),
chosen AS (
    SELECT * FROM articles ANTI JOIN repeated USING (article_id) WHERE published_day BETWEEN $first AND $last
),
towns AS (
    SELECT article_id, list({'insee': insee, 'name': commune} ORDER BY first_at, insee) AS communes
    FROM v_article_communes SEMI JOIN chosen USING (article_id) GROUP BY article_id
),
mayors AS (
    SELECT
        article_id,
        list(
            {'name': person, 'insee': insee, 'commune': commune, 'status': status, 'register': register,
             'evidence': evidence}
            ORDER BY person, insee, status
        ) AS mayors
    FROM (
        SELECT article_id, person, insee, commune, status, register, any_value(evidence_text) AS evidence
        FROM v_mayors SEMI JOIN chosen USING (article_id) GROUP BY ALL
    ) GROUP BY article_id
),
tools AS (
    SELECT article_id, list(technology ORDER BY first_at, technology_id) AS technologies
    FROM v_article_technologies SEMI JOIN chosen USING (article_id) GROUP BY article_id
)
SELECT
    a.article_id,
    a.title,
    a.url,
    coalesce(s.name, a.source_id) AS source,
    s.outlet_group,
    a.authors,
    a.published_day,
    a.access,
    coalesce(a.relevant, false) AS relevant,
    a.summary,
    coalesce(towns.communes, []) AS communes,
    coalesce(mayors.mayors, []) AS mayors,
    coalesce(tools.technologies, []) AS technologies,
    a.tdm_reserved AS reserved
FROM chosen a
LEFT JOIN sources s USING (source_id)
LEFT JOIN towns USING (article_id)
LEFT JOIN mayors USING (article_id)
LEFT JOIN tools USING (article_id)
ORDER BY a.published_day, a.published_at, a.article_id;
