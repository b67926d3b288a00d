-- Communes by name or code ($q), those of today first, with their département: homonyms are told apart by it.
-- Whole names before beginnings of names; « mans » finds Le Mans.
SELECT
    c.insee,
    c.name,
    coalesce(c.kind, '') AS kind,
    coalesce(c.departement, '') AS departement,
    coalesce(d.name, '') AS departement_name,
    c.population,
    coalesce(c.parent, '') AS parent,
    coalesce(p.name, '') AS parent_name
FROM memory.main.desk_communes k
JOIN communes c USING (insee)
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
LEFT JOIN communes p ON p.insee = c.parent
WHERE k.insee = upper(trim($q)) OR starts_with(k.plain, plain_name($q)) OR k.bare = bare_name($q)
ORDER BY
    k.insee <> upper(trim($q)), k.bare <> bare_name($q), c.kind <> 'commune', c.population DESC NULLS LAST, c.insee
LIMIT $most;
