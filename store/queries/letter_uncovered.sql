-- The départements that no followed outlet says it serves.
SELECT t.name FROM territories t
WHERE t.kind = 'departement' AND NOT EXISTS (
    FROM sources s WHERE coalesce(s.enabled, false) AND list_contains(s.departements, t.code)
)
ORDER BY t.code;
