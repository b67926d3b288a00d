-- The stories $ids.
SELECT
    story_id, title, first_day, last_day, articles, reprints, outlets, "groups", sources, relevant, communes, insees,
    technologies
FROM v_stories WHERE list_contains($ids::VARCHAR[], story_id) ORDER BY story_id;
