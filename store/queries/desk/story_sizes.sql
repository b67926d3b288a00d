-- Of the stories $ids, all that ever told them: articles, titles, groups (one owner is one voice), and since when.
SELECT
    m.story_id, count(*), count(DISTINCT a.source_id), count(DISTINCT coalesce(s.outlet_group, a.source_id)),
    min(coalesce(a.published_day, a.first_seen_day))
FROM (FROM story_articles SEMI JOIN (SELECT unnest($ids::VARCHAR[]) AS story_id) USING (story_id)) m
JOIN articles a USING (article_id)
LEFT JOIN sources s USING (source_id)
GROUP BY m.story_id
