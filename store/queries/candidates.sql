-- One row a technology that no lexicon knows, of `touched_candidates`: the name and the family that most of its mentions give.
-- Materialized: the keys would be looked for in all mentions before their kind is, the cheaper thing to ask.
WITH ours AS MATERIALIZED (
    SELECT entity_key, name, category FROM mentions WHERE kind = 'technology' AND candidate
),
named AS (
    SELECT entity_key, name, nullif(category, '') AS category, count(*) AS n
    FROM ours SEMI JOIN touched_candidates ON entity_key = technology_id GROUP BY ALL
)
SELECT
    entity_key AS technology_id,
    arg_max(name, (n, name)) AS canonical,
    arg_max(category, (n, category)) AS category,
    NULL::VARCHAR AS parent,
    NULL::VARCHAR AS wikidata,
    'candidate' AS status,
    NULL::VARCHAR[] AS names
FROM named GROUP BY entity_key
