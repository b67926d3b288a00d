-- Articles that lack what the same batch brings with them: the row of their current version, or (when it is younger
-- than $since) their text. Older texts may have been removed by age.
SELECT 'version' AS problem, count(*) AS n, list(article_id)[:3] AS examples
FROM articles ANTI JOIN article_versions USING (article_id, version)
HAVING n > 0
UNION ALL
SELECT 'text', count(*) AS n, list(article_id)[:3]
FROM articles ANTI JOIN texts.article_texts USING (article_id, version)
WHERE version_seen_at >= $since
HAVING n > 0
