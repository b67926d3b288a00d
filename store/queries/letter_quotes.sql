-- What elected people are quoted as saying, word for word, in a period: each text where it was first printed, by people
-- whom the article names, and whom no register contradicts. Nothing from an article whose publisher reserves text
-- mining, but what its feed gave.
WITH week AS (
    SELECT article_id, version FROM articles
    WHERE published_day BETWEEN $first AND $last AND NOT (coalesce(tdm_reserved, false) AND basis = 'full')
),
chosen AS (FROM week ANTI JOIN (FROM v_article_repeats SEMI JOIN week USING (article_id)) repeats USING (article_id)),
held AS (
    SELECT
        article_id, version, person_key, role, insee,
        arg_max({'register': register, 'evidence_text': evidence_text}, (confidence, evidence_text)) AS best,
        bool_or(register = 'contradicted') AS contradicted,
        bool_and(coalesce(inferred, false)) AS inferred
    FROM roles SEMI JOIN chosen USING (article_id, version)
    GROUP BY ALL
),
-- the body that somebody presides, as the sentence of the role names it, where it names one
presided AS (
    SELECT r.article_id, r.version, r.person_key, r.role, min(m.surface) AS body
    FROM (FROM roles SEMI JOIN chosen USING (article_id, version) WHERE role = 'epci_president') r
    JOIN mentions m
        ON m.article_id = r.article_id AND m.version = r.version AND m.kind = 'epci'
            AND m.start_at >= r.evidence_start AND m.end_at <= r.evidence_end
    GROUP BY ALL HAVING count(DISTINCT m.entity_key) = 1
)
SELECT
    q.article_id,
    q.start_at,
    q.person_key,
    q.speaker,
    q.role,
    coalesce(q.insee, '') AS insee,
    coalesce(c.name, '') AS commune,
    coalesce(d.name, '') AS departement_name,
    coalesce(presided.body, '') AS body,
    coalesce(held.best.register, 'unknown') AS register,
    coalesce(held.best.evidence_text, '') AS role_evidence,
    q.text,
    coalesce(q.evidence_text, '') AS evidence_text,
    q.confidence
FROM quotes q
JOIN chosen USING (article_id, version)
JOIN held
    ON held.article_id = q.article_id AND held.person_key = q.person_key AND held.role = q.role
        AND held.insee IS NOT DISTINCT FROM q.insee
LEFT JOIN presided
    ON presided.article_id = q.article_id AND presided.version = q.version AND presided.person_key = q.person_key
        AND presided.role = q.role
LEFT JOIN communes c ON c.insee = q.insee
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
WHERE q.direct AND q.role IN ('mayor', 'former_mayor', 'deputy_mayor', 'councillor', 'epci_president')
    AND NOT coalesce(held.contradicted, false) AND NOT held.inferred
ORDER BY q.article_id, q.start_at;
