-- The ids of a thing's initiatives, the last told first, and how many of them there are in each status: of a commune
-- ($commune) or with a technology ($technology), told on some day of $spans ([{first, last}], open where NULL) where given.
WITH chosen AS (
    FROM memory.main.desk_register
    WHERE ($commune IS NULL OR (actor_kind = 'commune' AND actor_code = $commune))
        AND ($technology IS NULL OR technology_id = $technology)
        AND ($spans IS NULL OR list_bool_or(list_transform(
            $spans::STRUCT(first DATE, last DATE)[],
            lambda span: last_seen >= coalesce(span.first, last_seen) AND first_seen <= coalesce(span.last, first_seen)
        )))
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
