-- The départements that no followed outlet says it serves; neither the Terres australes (984) nor Clipperton (989),
-- where nobody lives, is one.
SELECT t.name FROM territories t
WHERE t.kind = 'departement' AND t.code NOT IN ('984', '989') AND NOT EXISTS (
    FROM sources s WHERE coalesce(s.enabled, false) AND list_contains(s.departements, t.code)
)
ORDER BY t.code;
