-- One row an organisation of `touched_organisations`: the name and the kind that most of its mentions give, the last in
-- the alphabet of equals.
WITH ours AS MATERIALIZED ( -- as in candidates.sql
    SELECT entity_key, name, category FROM mentions WHERE kind = 'organisation'
),
named AS (
    SELECT entity_key, name, nullif(category, '') AS kind, count(*) AS n
    FROM ours SEMI JOIN touched_organisations ON entity_key = organisation_key GROUP BY ALL
)
SELECT
    entity_key AS organisation_key,
    arg_max(name, (n, name)) AS name,
    arg_max(kind, (n, kind)) AS kind
FROM named GROUP BY entity_key
