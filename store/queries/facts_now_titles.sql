-- The titles of those of these articles ($keys) to which an editor ever gave one; of one that was taken back, the publisher's.
SELECT article_id, coalesce(title, '') AS title
FROM articles SEMI JOIN (SELECT unnest($keys::VARCHAR[]) AS article_id) USING (article_id)
WHERE article_id IN (SELECT entity_key FROM corrections WHERE kind = 'article' AND action = 'rename')
ORDER BY article_id
