-- The stories $ids.
SELECT
    story_id, title, first_day, last_day, articles, reprints, outlets, "groups", sources, relevant, communes, insees,
    technologies
FROM v_stories WHERE story_id IN (SELECT unnest($ids::VARCHAR[])) ORDER BY story_id;
