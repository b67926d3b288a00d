-- The signatures by $scheme of the articles first seen since $since, in their current version, the oldest first.
SELECT g.*
FROM texts.signatures g
JOIN articles a USING (article_id, version)
WHERE a.first_seen_at >= $since AND g.scheme = $scheme
ORDER BY a.first_seen_at, a.article_id;
