-- The events of some days, by day; $first and $last are days, both included, $departement is optional.
SELECT
    event_id,
    name,
    start_day,
    end_day,
    precision,
    coalesce(place, '') AS place,
    coalesce(commune, '') AS commune,
    insee,
    articles,
    url,
    coalesce(source, source_id) AS source,
    evidence_text,
    state
FROM v_agenda
WHERE end_day >= $first AND start_day <= $last AND ($departement IS NULL OR departement = $departement)
ORDER BY start_day, end_day, name, event_id;
