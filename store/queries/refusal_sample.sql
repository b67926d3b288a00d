-- At most $sample refusals of each stage and reason, the same ones each time until others come; `n` counts all.
-- $reason and $source choose; NULL takes all.
SELECT r.stage, r.reason, count(*) OVER same AS n, coalesce(s.name, r.source_id) AS source, r.url, r.detail, r."at"
FROM rejections r
LEFT JOIN sources s USING (source_id)
WHERE coalesce(r.reason = $reason, true) AND coalesce(r.source_id = $source, true)
WINDOW same AS (PARTITION BY r.stage, r.reason)
QUALIFY row_number() OVER (PARTITION BY r.stage, r.reason ORDER BY hash(r.url)) <= $sample
ORDER BY n DESC, r.stage, r.reason, source, r.url;
