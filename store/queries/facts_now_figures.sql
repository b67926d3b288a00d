-- The figures of these articles.
SELECT f.article_id, f.start_at, f.value, coalesce(f.unit, '')
FROM figures f JOIN articles a USING (article_id, version)
WHERE f.article_id IN (SELECT unnest($keys::VARCHAR[]))
ORDER BY f.article_id, f.start_at
