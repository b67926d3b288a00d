-- The articles that announce or tell of an event ($event), the first published first.
SELECT DISTINCT a.article_id, a.title, coalesce(a.published_day, a.first_seen_day) AS day
FROM events e JOIN articles a USING (article_id, version)
WHERE e.event_id = $event
ORDER BY day, a.article_id
