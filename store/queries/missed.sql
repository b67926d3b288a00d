-- Articles first seen since $since (instant, UTC) that were judged not to be for us, the nearest to the line first,
-- down to the score $floor, but for those of which an editor said it ($decided): what an editor looks at to see whether the judge is right.
SELECT article_id, coalesce(published_day, first_seen_day) AS "day", a.source_id AS source, title, url, relevance, nature, why
FROM articles a
WHERE NOT relevant AND relevance >= $floor AND first_seen_at >= $since
  AND article_id NOT IN (SELECT unnest($decided::VARCHAR[]))
ORDER BY relevance DESC, article_id
LIMIT $most;
