-- The articles that announce or tell of these events ($events), the first published first.
SELECT DISTINCT a.article_id, a.title, coalesce(a.published_day, a.first_seen_day) AS day
FROM events e JOIN articles a USING (article_id, version)
WHERE e.event_id IN (SELECT unnest($events::VARCHAR[]))
ORDER BY day, a.article_id
