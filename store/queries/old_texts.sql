-- The versions whose text is older than $limit (an instant, UTC), and the orphans that a killed batch left: the age of
-- the current version counts from when it was last seen, that of a past one from when it was first.
SELECT t.article_id, t.version
FROM texts.article_texts t
LEFT JOIN article_versions v USING (article_id, version)
LEFT JOIN articles a USING (article_id, version)
WHERE coalesce(a.version_seen_at, v.seen_at, '-infinity'::TIMESTAMP) < $limit
