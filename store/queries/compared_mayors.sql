-- The mayors, former mayors and candidates that the current versions of the articles of `scope` name.
SELECT DISTINCT a.article_id, a.title, r.name, coalesce(c.name, r.insee) AS commune, r.status
FROM roles r
JOIN articles a USING (article_id, version)
SEMI JOIN scope USING (article_id)
LEFT JOIN communes c ON c.insee = r.insee
WHERE r.status IS NOT NULL AND NOT coalesce(r.inferred, false)
