-- One row a technology that no lexicon knows, of `touched_candidates`: the name and the family that most of its mentions give.
WITH named AS (
    SELECT entity_key, name, nullif(category, '') AS category, count(*) AS n
    FROM mentions SEMI JOIN touched_candidates ON entity_key = technology_id
    WHERE kind = 'technology' AND candidate GROUP BY ALL
)
SELECT
    entity_key AS technology_id,
    arg_max(name, (n, name)) AS canonical,
    arg_max(category, (n, category)) AS category,
    NULL::VARCHAR AS parent,
    NULL::VARCHAR AS wikidata,
    'candidate' AS status
FROM named GROUP BY entity_key
