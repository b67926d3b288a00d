-- The articles of a story ($story), in the order in which they were published.
SELECT
    a.article_id, coalesce(a.published_day, a.first_seen_day) AS day, coalesce(s.name, a.source_id) AS source, s.outlet_group,
    a.title, a.url, coalesce(r.counted_as, 'article') AS counted_as, m.rule, m.score
FROM story_articles m
JOIN articles a USING (article_id)
LEFT JOIN sources s USING (source_id)
LEFT JOIN v_article_repeats r USING (article_id)
WHERE m.story_id = $story
ORDER BY day, a.published_at, a.article_id
