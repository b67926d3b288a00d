-- The versions whose signature or trace is older than $limit (an instant, UTC); see old_texts.sql.
SELECT h.article_id, h.version
FROM (
    SELECT article_id, version FROM texts.signatures UNION SELECT article_id, version FROM texts.story_traces
) h
LEFT JOIN article_versions v USING (article_id, version)
LEFT JOIN articles a USING (article_id, version)
WHERE coalesce(a.version_seen_at, v.seen_at, '-infinity'::TIMESTAMP) < $limit
