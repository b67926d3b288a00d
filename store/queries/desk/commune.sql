-- A commune by its code ($insee): what the registers say of it and, if it is no commune any more, of what it is part.
SELECT
    c.insee,
    c.name,
    coalesce(c.kind, '') AS kind,
    coalesce(c.departement, '') AS departement,
    coalesce(d.name, '') AS departement_name,
    coalesce(c.epci_siren, '') AS epci,
    coalesce(e.name, '') AS epci_name,
    c.population,
    c.lat,
    c.lon,
    coalesce(c.parent, '') AS parent,
    coalesce(p.name, '') AS parent_name
FROM (FROM communes WHERE insee = $insee) c
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
LEFT JOIN territories e ON e.kind = 'epci' AND e.code = c.epci_siren
LEFT JOIN communes p ON p.insee = c.parent;
