-- The technologies of the articles of `carried`, counted from what the current version of each says.
SELECT
    article_id, entity_key AS technology_id, min(name) AS name, min(category) AS category, count(*)::INTEGER AS mentions,
    min(start_at) AS first_at, max(confidence) AS confidence
FROM (FROM mentions SEMI JOIN carried USING (article_id)) m
SEMI JOIN articles USING (article_id, version)
ANTI JOIN article_technologies USING (article_id)
WHERE kind = 'technology' GROUP BY article_id, entity_key
