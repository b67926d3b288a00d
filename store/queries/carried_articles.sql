-- The former articles of `carried`, as far as it goes: the last version that is carried counts as the current one until
-- the archive brings a later one.
SELECT a.* REPLACE (
    last.version AS version,
    CASE WHEN a.version = last.version THEN a.version_seen_at ELSE v.seen_at END AS version_seen_at,
    v.text_sha256 AS text_sha256,
    $target AS revision
)
FROM former.articles a
JOIN (SELECT article_id, max(version) AS version FROM carried GROUP BY article_id) last USING (article_id)
JOIN former.article_versions v ON v.article_id = last.article_id AND v.version = last.version
