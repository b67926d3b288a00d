-- All that these articles quote, with who speaks: a quote is found by its place, or by its words when it moved.
SELECT q.article_id, q.start_at, q.text, coalesce(q.person_key, ''), coalesce(q.role, ''), coalesce(q.insee, ''), coalesce(q.speaker, '')
FROM quotes q JOIN articles a USING (article_id, version)
WHERE q.article_id IN (SELECT unnest($keys::VARCHAR[]))
ORDER BY q.article_id, q.start_at
