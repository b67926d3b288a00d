-- Of the initiatives of `asked` those that are new, gone or of another status than in `told`, which is how they were.
WITH now AS (
    SELECT initiative_id, actor_name, coalesce(t.canonical, i.technology_id) AS technology, i.status
    FROM initiatives i SEMI JOIN asked USING (initiative_id)
    LEFT JOIN technologies t ON t.technology_id = i.technology_id
)
SELECT
    initiative_id,
    coalesce(now.actor_name, told.actor_name) AS actor_name,
    coalesce(now.technology, told.technology) AS technology,
    told.status,
    now.status
FROM now FULL JOIN told USING (initiative_id)
WHERE told.status IS DISTINCT FROM now.status
ORDER BY initiative_id
