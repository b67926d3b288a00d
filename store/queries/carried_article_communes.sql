-- The communes of the articles of `carried`, counted from what the current version of each says.
SELECT
    article_id, entity_key AS insee, min(name) AS name, count(*)::INTEGER AS mentions, min(start_at) AS first_at,
    max(confidence) AS confidence
FROM (FROM mentions SEMI JOIN carried USING (article_id)) m
SEMI JOIN articles USING (article_id, version)
ANTI JOIN article_communes USING (article_id)
WHERE kind = 'commune' GROUP BY article_id, entity_key
