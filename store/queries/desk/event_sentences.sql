-- The sentence that dates an event ($events) in an article ($articles, at the same place): of its last version.
WITH asked AS (SELECT unnest($events::VARCHAR[]) AS event_id, unnest($articles::VARCHAR[]) AS article_id)
SELECT event_id, arg_max(e.evidence_text, e.version) AS sentence
FROM events e JOIN asked USING (event_id, article_id)
WHERE e.evidence_text IS NOT NULL
GROUP BY event_id;
