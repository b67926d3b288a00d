-- The roles of persons in these articles.
SELECT r.article_id, r.person_key, r.role, coalesce(r.insee, ''), coalesce(r.name, '')
FROM roles r JOIN articles a USING (article_id, version)
WHERE r.article_id IN (SELECT unnest($keys::VARCHAR[]))
ORDER BY ALL
