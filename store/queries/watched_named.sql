-- What the articles $ids name that a watch may be about: by which words, of which EPCI and département a commune is, and
-- a sentence that tells of it, where a fact cites one.
WITH docs AS MATERIALIZED (
    SELECT article_id, version FROM articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
),
named AS (
    SELECT m.article_id, m.version, m.kind, m.entity_key AS code, min(m.name) AS name, arg_min(m.surface, m.start_at) AS surface
    FROM mentions m SEMI JOIN docs USING (article_id, version)
    WHERE m.kind IN ('commune', 'epci', 'departement', 'technology')
    GROUP BY m.article_id, m.version, m.kind, m.entity_key
),
told AS (
    SELECT article_id, version, kind, code, arg_max(evidence_text, confidence) AS evidence
    FROM (
        SELECT article_id, version, actor_kind AS kind, actor_code AS code, evidence_text, confidence FROM initiative_history
        UNION ALL
        SELECT article_id, version, 'technology', technology_id, evidence_text, confidence FROM initiative_history
    ) SEMI JOIN docs USING (article_id, version)
    GROUP BY article_id, version, kind, code
)
SELECT
    n.article_id, n.kind, n.code, coalesce(c.name, t.name, k.canonical, n.name, n.surface) AS name, n.surface,
    coalesce(c.epci_siren, '') AS epci, coalesce(c.departement, '') AS departement, coalesce(told.evidence, '') AS evidence
FROM named n
LEFT JOIN told USING (article_id, version, kind, code)
-- a condition on the left side alone would make these loops
LEFT JOIN communes c ON c.insee = CASE WHEN n.kind = 'commune' THEN n.code END
LEFT JOIN territories t ON t.kind = n.kind AND t.code = n.code
LEFT JOIN technologies k ON k.technology_id = CASE WHEN n.kind = 'technology' THEN n.code END
UNION ALL
SELECT
    r.article_id, CASE r.status WHEN 'current' THEN 'mayor' ELSE 'former_mayor' END, r.person_key, min(r.name), min(r.name),
    '', '', coalesce(arg_max(r.evidence_text, r.confidence), '')
FROM roles r SEMI JOIN docs USING (article_id, version)
WHERE r.status IN ('current', 'former') AND NOT r.inferred
GROUP BY r.article_id, r.status, r.person_key
ORDER BY ALL;
