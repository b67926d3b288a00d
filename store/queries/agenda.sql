-- The events of some days, by day; $first and $last are days, both included, $departement is optional.
SELECT
    event_id,
    v.name,
    start_day,
    end_day,
    precision,
    coalesce(place, '') AS place,
    coalesce(commune, '') AS commune,
    insee,
    articles,
    url,
    coalesce(source, source_id) AS source,
    -- read in full although its publisher reserves it: its words stay here, mails and calendars go out
    CASE WHEN NOT EXISTS (
        SELECT 1 FROM articles a
        WHERE a.article_id = v.article_id AND a.tdm_reserved AND a.basis = 'full'
    ) THEN evidence_text ELSE '' END AS evidence_text,
    state,
    coalesce(d.name, '') AS departement_name
FROM v_agenda v LEFT JOIN territories d ON d.kind = 'departement' AND d.code = v.departement
WHERE end_day >= $first AND start_day <= $last AND ($departement IS NULL OR v.departement = $departement)
ORDER BY start_day, end_day, v.name, event_id;
