-- What lists and counts ask of every article, made once a snapshot and kept in memory beside it: which repeat others, and
-- which story each is in, joined anew for every page took most of its time (100 ms of 120, at 200,000 articles). An id is
-- sixteen hexadecimal digits: as a number (`key`) it is found five times as fast.
-- `closed` is the rule for all rooms and the API: read in full although its publisher reserves it, so that none of its words
-- are shown or handed out, but its title.
CREATE TABLE IF NOT EXISTS memory.main.desk_articles AS
SELECT
    ('0x' || a.article_id)::UBIGINT AS key,
    a.article_id,
    a.version,
    coalesce(nullif(a.title, ''), a.url) AS title,
    a.source_id,
    coalesce(s.name, a.source_id) AS outlet,
    a.published_day,
    a.published_at,
    coalesce(a.published_day, a.first_seen_day) AS day,
    coalesce(a.access, '') AS access,
    coalesce(a.tdm_reserved, false) AS reserved,
    coalesce(a.tdm_reserved, false) AND a.basis IS NOT DISTINCT FROM 'full' AS closed,
    coalesce(a.relevant, false) AS relevant,
    coalesce(a.nature, '') AS nature,
    coalesce(r.counted_as, 'article') AS counted_as,
    m.story_id
FROM articles a
LEFT JOIN sources s USING (source_id)
LEFT JOIN v_article_repeats r USING (article_id)
LEFT JOIN story_articles m USING (article_id);
