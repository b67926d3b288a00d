-- The keys of the $most mayors after one whom articles name; of a commune, of a département, with these words in a name that
-- an article gives them, where asked. Neither candidates nor whom the register alone names.
SELECT DISTINCT r.person_key
FROM roles r JOIN articles a USING (article_id, version) LEFT JOIN communes c USING (insee)
WHERE r.status IN ('current', 'former') AND NOT r.inferred
  AND ($after::VARCHAR IS NULL OR r.person_key > $after::VARCHAR)
  AND ($insee::VARCHAR IS NULL OR r.insee = $insee::VARCHAR)
  AND ($departement::VARCHAR IS NULL OR c.departement = $departement::VARCHAR)
  AND (len($words::VARCHAR[]) = 0 OR list_has_all(string_split(plain_name(r.name), ' '), $words::VARCHAR[]))
ORDER BY r.person_key LIMIT $most;
