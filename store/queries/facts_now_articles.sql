-- Whether these articles are for us.
SELECT article_id, coalesce(relevant, false), coalesce(title, '')
FROM articles WHERE article_id IN (SELECT unnest($keys::VARCHAR[]))
ORDER BY article_id
