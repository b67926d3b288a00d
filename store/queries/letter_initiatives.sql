-- What the articles of a period tell of initiatives, with how far each of them was before: what any article said
-- (reached), and what was surely said last (before). $sure is the confidence under which nothing is sure.
-- Only what the register says as well on the last of these days (initiatives.sql): who tells another status, or another
-- supplier, was outdated by somebody else.
-- Of an article whose publisher reserves text mining only what its feed gave is told.
WITH RECURSIVE chosen AS (
    FROM articles
    WHERE published_day BETWEEN $first AND $last AND NOT (coalesce(tdm_reserved, false) AND basis = 'full')
),
week AS (SELECT h.* FROM initiative_history h JOIN chosen USING (article_id, version)),
stands AS (
    SELECT
        h.initiative_id,
        arg_max(
            h.status,
            (
                h.day, h.confidence, list_position(['plan', 'announced', 'experiment', 'deployed', 'abandoned'], h.status),
                h.article_id, h.evidence_start
            )
        ) AS status,
        arg_max(h.supplier, (h.day, h.article_id, h.evidence_start)) FILTER (h.supplier <> '') AS supplier
    FROM (FROM initiative_history SEMI JOIN week USING (initiative_id)) h JOIN articles a USING (article_id, version)
    WHERE h.day <= $last
    GROUP BY h.initiative_id
),
old AS (
    SELECT
        h.initiative_id,
        h.status,
        h.confidence,
        coalesce(a.published_day, a.first_seen_day) AS day,
        list_position(['plan', 'announced', 'experiment', 'deployed', 'abandoned'], h.status) AS step
    FROM (FROM initiative_history SEMI JOIN week USING (initiative_id)) h
    JOIN articles a USING (article_id, version)
    WHERE coalesce(a.published_day, a.first_seen_day) < $first
),
known AS (
    SELECT
        initiative_id,
        arg_max(status, step) AS reached,
        arg_max(status, (day, confidence, step)) FILTER (confidence >= $sure) AS before
    FROM old GROUP BY initiative_id
),
-- whoever checks a supplier's name wants a sentence that has it: the shortest of those kept of the article
heard AS (
    SELECT article_id, version, evidence_text FROM figures SEMI JOIN week USING (article_id, version)
    UNION SELECT article_id, version, evidence_text FROM roles SEMI JOIN week USING (article_id, version)
    UNION SELECT article_id, version, evidence_text FROM quotes SEMI JOIN week USING (article_id, version)
    UNION SELECT article_id, version, evidence_text FROM week
),
supplied AS (
    SELECT w.article_id, w.supplier, arg_min(e.evidence_text, (length(e.evidence_text), e.evidence_text)) AS sentence
    FROM (SELECT DISTINCT article_id, version, supplier FROM week WHERE supplier <> '') w
    JOIN heard e USING (article_id, version)
    WHERE contains(e.evidence_text, w.supplier)
    GROUP BY ALL
),
-- all that a technology is a kind of; UNION ends where a lexicon goes round in a circle
kinds AS (
    SELECT technology_id, parent FROM technologies WHERE parent IS NOT NULL
    UNION
    SELECT k.technology_id, t.parent FROM kinds k JOIN technologies t ON t.technology_id = k.parent WHERE t.parent IS NOT NULL
),
wide AS (SELECT technology_id, list(parent ORDER BY parent) AS wider FROM kinds GROUP BY technology_id),
costs AS (
    SELECT
        w.article_id, w.initiative_id, w.evidence_start,
        list(
            {'start_at': w.cost.start_at, 'words': w.cost.words, 'value': f.value, 'unit': coalesce(f.unit, ''),
             'approximate': coalesce(f.approximate, false), 'evidence_text': f.evidence_text}
            ORDER BY w.cost.start_at
        ) AS costs
    FROM (SELECT article_id, version, initiative_id, evidence_start, unnest(amounts) AS cost FROM week) w
    JOIN figures f ON f.article_id = w.article_id AND f.version = w.version AND f.start_at = w.cost.start_at
    WHERE w.cost.words <> '' AND f.value IS NOT NULL
    GROUP BY ALL
),
-- of whom an editor said that it is
carried AS (
    SELECT DISTINCT w.initiative_id, w.article_id, k.value AS actor_code
    FROM (SELECT DISTINCT initiative_id, article_id FROM week) w
    JOIN corrections k
        ON k.kind = 'initiative' AND k.action = 'link' AND k.undone_at IS NULL AND k.entity_key = w.initiative_id
        AND (k.article_id IS NULL OR k.article_id = w.article_id OR list_contains(k.articles, w.article_id))
)
SELECT
    h.initiative_id,
    h.article_id,
    i.actor_kind,
    coalesce(i.actor_code, '') AS actor_code,
    coalesce(c.name, t.name, i.actor_name, '') AS actor,
    coalesce(c.departement, '') AS departement,
    coalesce(d.name, '') AS departement_name,
    coalesce(c.population, t.population, 0) AS population,
    coalesce(i.technology_id, '') AS technology_id,
    coalesce(tech.canonical, h.technology, '') AS technology,
    coalesce(h.technology, '') AS as_told,
    coalesce(wide.wider, []) AS wider,
    CASE WHEN h.use_from_text THEN coalesce(h.use_case, '') ELSE '' END AS use_case,
    CASE WHEN h.supplier = stands.supplier THEN h.supplier ELSE '' END AS supplier,
    coalesce(supplied.sentence, h.evidence_text, '') AS supplier_evidence,
    coalesce(costs.costs, []) AS costs,
    h.status,
    known.reached,
    known.before,
    coalesce(h.evidence_text, '') AS evidence_text,
    h.confidence,
    carried.initiative_id IS NOT NULL AS vouched
FROM week h
JOIN initiatives i ON i.initiative_id = h.initiative_id
JOIN stands ON stands.initiative_id = h.initiative_id AND stands.status = h.status
-- a condition on the left side alone would make this a loop over all communes for each line
LEFT JOIN communes c ON c.insee = CASE WHEN i.actor_kind = 'commune' THEN i.actor_code END
LEFT JOIN territories t ON t.kind = i.actor_kind AND t.code = i.actor_code
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
LEFT JOIN technologies tech ON tech.technology_id = i.technology_id
LEFT JOIN wide ON wide.technology_id = i.technology_id
LEFT JOIN known ON known.initiative_id = h.initiative_id
LEFT JOIN costs
    ON costs.article_id = h.article_id AND costs.initiative_id = h.initiative_id AND costs.evidence_start = h.evidence_start
LEFT JOIN carried
    ON carried.initiative_id = h.initiative_id AND carried.article_id = h.article_id AND carried.actor_code = i.actor_code
LEFT JOIN supplied ON supplied.article_id = h.article_id AND supplied.supplier = h.supplier
ORDER BY h.initiative_id, h.article_id, h.evidence_start;
