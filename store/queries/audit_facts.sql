-- What an audit samples: one row a stored fact of a current version, or an article that was left out. `place` tells the
-- rows of one field apart within one snapshot; `parts` is what the question to the coder is made of.
WITH current AS (
    SELECT a.article_id, a.version, a.source_id, a.title, a.url, a.summary, a.model AS article_model
    FROM articles a
),
facts AS (
    SELECT 'commune' AS field, m.rowid AS place, m.article_id, m.version, m.start_at, m.end_at,
        NULL AS evidence, m.confidence, m.rule, NULL AS model,
        to_json({surface: m.surface, name: coalesce(c.name, m.name), code: m.entity_key, departement: c.departement}) AS parts
    FROM mentions m LEFT JOIN communes c ON c.insee = m.entity_key
    WHERE m.kind = 'commune'
    UNION ALL
    SELECT 'technology', m.rowid, m.article_id, m.version, m.start_at, m.end_at, NULL, m.confidence, m.rule, NULL,
        to_json({surface: m.surface, name: coalesce(t.canonical, m.name), candidate: m.candidate})
    FROM mentions m LEFT JOIN technologies t ON t.technology_id = m.entity_key
    WHERE m.kind = 'technology'
    UNION ALL
    -- a name that came from the register is no reading of the text
    SELECT CASE WHEN r.status IS NULL THEN 'role' ELSE 'mayor' END, r.rowid, r.article_id, r.version,
        r.evidence_start, r.evidence_end, r.evidence_text, r.confidence, r.rule, NULL,
        to_json({name: r.name, role: r.role, status: r.status, commune: c.name})
    FROM roles r LEFT JOIN communes c USING (insee)
    WHERE NOT coalesce(r.inferred, false)
    UNION ALL
    SELECT 'quote', q.rowid, q.article_id, q.version, q.start_at, q.end_at, q.evidence_text, q.confidence, q.rule, q.model,
        to_json({text: q.text, speaker: q.speaker, direct: q.direct})
    FROM quotes q
    UNION ALL
    SELECT 'figure', f.rowid, f.article_id, f.version, f.start_at, f.end_at, f.evidence_text, f.confidence, f.rule, f.model,
        to_json({value: f.value, low: f.low, unit: f.unit, what: f.what})
    FROM figures f
    UNION ALL
    SELECT 'event', e.rowid, e.article_id, e.version, e.start_at, e.end_at, e.evidence_text, e.confidence, e.rule, e.model,
        to_json({name: e.name, start_day: e.start_day, end_day: e.end_day, "precision": e.precision, state: e.state, place: e.place})
    FROM events e
    UNION ALL
    SELECT 'initiative', i.rowid, i.article_id, i.version, i.evidence_start, i.evidence_end, i.evidence_text,
        i.confidence, i.rule, i.model,
        to_json({actor: i.actor_name, technology: i.technology, use_case: i.use_case, status: i.status, supplier: i.supplier})
    FROM initiative_history i
    UNION ALL
    SELECT 'left_out', a.rowid, a.article_id, a.version, NULL, NULL, a.summary, 1 - a.relevance, a.gate, a.model,
        to_json({gate: a.gate})
    FROM articles a
    WHERE a.gate = 'stopped' OR NOT a.relevant
)
SELECT
    f.field,
    CASE
        WHEN f.field = 'left_out' THEN coalesce(f.rule, 'passed')
        WHEN f.confidence IS NULL THEN 'unknown'
        WHEN f.confidence < 0.6 THEN 'low'
        WHEN f.confidence < 0.85 THEN 'middle'
        ELSE 'high'
    END AS band,
    c.source_id,
    f.place,
    f.article_id,
    f.version,
    f.start_at,
    f.end_at,
    f.evidence,
    f.confidence,
    f.rule,
    coalesce(f.model, c.article_model) AS model,
    f.parts,
    c.title,
    c.url,
    c.summary
FROM facts f JOIN current c USING (article_id, version);
