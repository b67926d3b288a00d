-- Words of people with a public role, as their list is filtered and ordered; made once a snapshot and kept in memory beside
-- it: sorting 115,000 quotes joined anew for every page took 120 ms. `place` is the row in the snapshot's own table. Only
-- where they were first printed: a sentence that nine outlets print was said once; and none of a closed page.
CREATE TABLE IF NOT EXISTS memory.main.desk_quotes AS
SELECT
    q.rowid AS place,
    q.role,
    coalesce(q.insee, '') AS insee,
    strip_accents(lower(q.speaker)) AS who,
    a.day
FROM quotes q
JOIN memory.main.desk_articles a ON a.key = ('0x' || q.article_id)::UBIGINT AND a.version = q.version
WHERE coalesce(q.role, 'other') <> 'other' AND coalesce(q.speaker, '') <> ''
  AND a.counted_as NOT IN ('reprint', 'copy')
  AND NOT a.closed
ORDER BY a.day DESC, q.role <> 'mayor', q.article_id, q.start_at, q.end_at;
