-- The names under which articles are found and counted, with all that the search index shows of each.
SELECT 'commune' AS kind, c.insee AS code, concat_ws(chr(31), c.name, c.departement, t.name) AS shown
FROM communes c LEFT JOIN territories t ON t.kind = 'departement' AND t.code = c.departement
UNION ALL SELECT 'departement', code, name FROM territories WHERE kind = 'departement'
UNION ALL SELECT 'technology', technology_id, canonical FROM technologies
