-- Stories with an article since $since (day), the last told first; $story chooses one by its id or its beginning.
SELECT * FROM v_stories
WHERE last_day >= $since AND starts_with(story_id, coalesce($story, ''))
ORDER BY last_day DESC, articles DESC, story_id
LIMIT $most
