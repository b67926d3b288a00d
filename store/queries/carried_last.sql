-- The versions of former articles that are not there after all was made anew. Not those whose page gave something else
-- (another article, or a reason why it is none): that is what it says today.
WITH answered AS (
    SELECT seen_at FROM article_versions
    UNION SELECT "at" FROM rejections WHERE stage <> 'archive'
)
SELECT v.article_id, v.version
FROM former.article_versions v
ANTI JOIN articles USING (article_id)
WHERE v.article_id NOT IN (
    SELECT article_id FROM former.article_versions WHERE seen_at IN (SELECT seen_at FROM answered)
)
