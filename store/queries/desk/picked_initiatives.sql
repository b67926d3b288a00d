-- The ids of a thing's initiatives, the last told first, and how many of them there are in each status: of a commune
-- ($commune) or with a technology ($technology), told from $first to $last where days are given.
WITH chosen AS (
    FROM memory.main.desk_register
    WHERE ($commune IS NULL OR (actor_kind = 'commune' AND actor_code = $commune))
        AND ($technology IS NULL OR technology_id = $technology)
        AND ($first IS NULL OR last_seen >= $first) AND ($last IS NULL OR first_seen <= $last)
)
SELECT
    (SELECT coalesce(list(initiative_id ORDER BY last_seen DESC, initiative_id), [])
        FROM (FROM chosen ORDER BY last_seen DESC, initiative_id LIMIT $most)) AS newest,
    (SELECT coalesce(list(initiative_id ORDER BY first_seen, initiative_id), [])
        FROM (FROM chosen WHERE actor_kind = 'commune' ORDER BY first_seen, initiative_id LIMIT $most)) AS first,
    (SELECT coalesce(list(initiative_id ORDER BY last_seen DESC, initiative_id), [])
        FROM (FROM chosen WHERE status = 'abandoned' ORDER BY last_seen DESC, initiative_id LIMIT $most)) AS abandoned,
    (SELECT coalesce(list((status, n) ORDER BY n DESC, status), [])
        FROM (SELECT coalesce(status, '') AS status, count(*) AS n FROM chosen GROUP BY ALL)) AS statuses;
