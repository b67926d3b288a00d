-- Articles with the text of another (of $kinds), where one of the two is of $ids: current versions, read for stories and
-- no round-ups; the later one first.
SELECT DISTINCT l.article_id, l.other_id
FROM article_links l
JOIN articles a USING (article_id, version)
JOIN articles o ON o.article_id = l.other_id
WHERE l.kind IN (SELECT unnest($kinds::VARCHAR[]))
  AND (l.article_id IN (SELECT unnest($ids::VARCHAR[])) OR l.other_id IN (SELECT unnest($ids::VARCHAR[])))
  AND a.model IS NOT NULL AND a.form IS DISTINCT FROM 'round-up'
  AND o.model IS NOT NULL AND o.form IS DISTINCT FROM 'round-up'
ORDER BY ALL
