-- Words of people with a role in a commune ($insee), or of one person ($person); the newest first, at most $most.
-- Only where they were first printed: a sentence that nine outlets print was said once.
SELECT
    q.article_id,
    coalesce(q.person_key, '') AS person_key,
    coalesce(q.speaker, '') AS speaker,
    coalesce(q.role, '') AS role,
    coalesce(q.direct, false) AS direct,
    coalesce(q.text, '') AS text,
    a.title,
    a.outlet,
    a.day,
    count(*) OVER () AS among
FROM (
    FROM quotes WHERE ($insee IS NULL OR insee = $insee) AND ($person IS NULL OR person_key = $person)
) q
JOIN memory.main.desk_articles a ON a.key = ('0x' || q.article_id)::UBIGINT AND a.version = q.version
WHERE a.counted_as NOT IN ('reprint', 'copy') AND NOT a.closed
ORDER BY a.day DESC, q.article_id, q.start_at
LIMIT $most;
