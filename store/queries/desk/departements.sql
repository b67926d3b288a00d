-- The départements where somebody lives, with the followed outlets that say that they serve them: where there are none,
-- silence says nothing. Neither the Terres australes (984) nor Clipperton (989).
SELECT
    t.code,
    t.name,
    coalesce(t.population, 0) AS population,
    list(coalesce(s.name, s.source_id) ORDER BY coalesce(s.name, s.source_id)) FILTER (s.source_id IS NOT NULL) AS outlets
FROM territories t
LEFT JOIN (
    SELECT source_id, name, unnest(departements) AS departement FROM sources WHERE coalesce(enabled, false)
) s ON s.departement = t.code
WHERE t.kind = 'departement' AND t.code NOT IN ('984', '989')
GROUP BY t.code, t.name, t.population
ORDER BY t.code;
