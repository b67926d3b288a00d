-- The technologies of the staged articles whose staged version is the current one.
SELECT
    article_id, entity_key AS technology_id, min(name) AS name, min(category) AS category, count(*)::INTEGER AS mentions,
    min(start_at) AS first_at, max(confidence) AS confidence
FROM staged_mentions SEMI JOIN staged_current USING (article_id, version)
WHERE kind = 'technology' GROUP BY article_id, entity_key
