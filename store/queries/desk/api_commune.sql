-- A commune as the registers have it on a day ($day), and how much is told of it, counted as on its page (reprints apart, neither
-- copies nor round-ups); of one whose code is shared with a part of it, the commune itself.
SELECT
    c.insee, c.name, c.kind, c.departement, d.name AS departement_name, c.region, c.epci_siren, e.name AS epci,
    c.population, c.lat, c.lon, c.parent,
    held.m.name AS mayor, held.m.from_day AS mayor_since, held.m.basis AS mayor_basis,
    coalesce(told.articles, 0) AS articles,
    coalesce(told.reprints, 0) AS reprints,
    (SELECT count(*) FROM initiatives i WHERE i.actor_kind = 'commune' AND i.actor_code = c.insee) AS initiatives
FROM communes c
LEFT JOIN territories d ON d.kind = 'departement' AND d.code = c.departement
LEFT JOIN territories e ON e.kind = 'epci' AND e.code = c.epci_siren
LEFT JOIN (
    SELECT insee, arg_max({'name': name, 'from_day': from_day, 'basis': basis}, from_day) AS m FROM mandates
    WHERE insee = $insee AND from_day <= $day::DATE AND coalesce(to_day, $day::DATE) >= $day::DATE GROUP BY insee
) held ON held.insee = c.insee
LEFT JOIN (
    SELECT
        count(*) FILTER (a.counted_as = 'article') AS articles,
        count(*) FILTER (a.counted_as = 'reprint') AS reprints
    FROM memory.main.desk_articles a
    WHERE a.key IN (SELECT ('0x' || article_id)::UBIGINT FROM article_communes WHERE insee = $insee)
) told ON true
WHERE c.insee = $insee
ORDER BY c.kind <> 'commune'
LIMIT 1;
