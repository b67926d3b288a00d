-- What the codes in an article's rows are called: communes with their département, technologies with their family.
SELECT 'commune' AS kind, c.insee AS key, c.name, coalesce(t.name, c.departement) AS around
FROM communes c LEFT JOIN territories t ON t.kind = 'departement' AND t.code = c.departement
WHERE c.insee IN (SELECT unnest($communes::VARCHAR[]))
UNION ALL
SELECT 'technology', technology_id, canonical, category FROM technologies
WHERE technology_id IN (SELECT unnest($technologies::VARCHAR[]))
