-- Those of the articles $ids that are published.
SELECT article_id FROM articles SEMI JOIN (SELECT unnest(string_split($ids, ',')) AS article_id) USING (article_id)
