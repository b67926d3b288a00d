-- The communes of the staged articles whose staged version is the current one.
SELECT
    article_id, entity_key AS insee, min(name) AS name, count(*)::INTEGER AS mentions, min(start_at) AS first_at,
    max(confidence) AS confidence
FROM staged_mentions SEMI JOIN staged_current USING (article_id, version)
WHERE kind = 'commune' GROUP BY article_id, entity_key
