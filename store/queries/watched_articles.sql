-- The articles $ids as a watch tells of them: who wrote it, when it was first seen, what it repeats, of which story, its own or
-- that of the text that it repeats.
SELECT
    a.article_id, a.title, a.url, coalesce(s.name, a.source_id) AS source, a.published_day,
    a.first_seen_at, coalesce(r.counted_as, 'article') AS counted_as, r.other_id, coalesce(m.story_id, o.story_id) AS story_id,
    coalesce(a.tdm_reserved, false) AS reserved
FROM articles a
LEFT JOIN sources s USING (source_id)
LEFT JOIN v_article_repeats r USING (article_id)
LEFT JOIN story_articles m USING (article_id)
LEFT JOIN story_articles o ON o.article_id = r.other_id
WHERE a.article_id IN (SELECT unnest($ids::VARCHAR[]))
