-- What did not become an article of an outlet ($id), by stage and reason.
SELECT stage, coalesce(reason, '') AS reason, count(*) AS n, max(day) AS last_day
FROM rejections WHERE source_id = $id
GROUP BY ALL ORDER BY n DESC, stage, reason;
