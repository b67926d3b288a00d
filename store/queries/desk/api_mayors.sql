-- The mayors of the keys $ids, one line each, with what the register said of them last.
SELECT
    r.person_key,
    arg_max(r.name, (a.published_day, length(r.name))) AS name,
    any_value(r.insee) AS insee,
    any_value(c.name) AS commune,
    any_value(c.departement) AS departement,
    arg_max(r.status, a.published_day) AS status,
    arg_max(r.register, a.published_day) AS register,
    arg_max(r.register_basis, a.published_day) AS register_basis,
    count(DISTINCT a.article_id) AS articles,
    min(a.published_day) AS first_day,
    max(a.published_day) AS last_day
FROM roles r JOIN articles a USING (article_id, version) LEFT JOIN communes c USING (insee)
WHERE list_contains($ids::VARCHAR[], r.person_key) AND r.status IN ('current', 'former') AND NOT r.inferred
GROUP BY r.person_key
ORDER BY r.person_key;
