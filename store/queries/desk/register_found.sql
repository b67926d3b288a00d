-- The initiatives that answer a filter: how many, by status and by département, and the ids of one page. Every filter is
-- optional (NULL); names are compared plain, and « mans » finds Le Mans only by its whole name or its code.
WITH found AS MATERIALIZED (
    FROM memory.main.desk_register
    WHERE ($statuses IS NULL OR list_contains($statuses, status))
        AND ($technology IS NULL OR technology_id = $technology OR technology_words = plain_name($technology))
        AND ($category IS NULL OR category = $category)
        AND ($departement IS NULL OR departement = $departement)
        AND ($commune IS NULL OR (
            actor_kind = 'commune' AND (actor_code = upper($commune) OR actor_words = plain_name($commune))
        ))
        AND ($actor IS NULL OR actor_code = $actor OR contains(actor_words, plain_name($actor)))
        AND ($supplier IS NULL OR contains(supplier_words, plain_name($supplier)))
        AND ($since IS NULL OR last_seen >= $since)
        AND ($until IS NULL OR last_seen <= $until)
        AND ($sure IS NULL OR confidence >= $sure)
        AND ($words IS NULL OR list_bool_and(list_transform($words, lambda word: contains(words, word))))
),
ordered AS (
    SELECT
        initiative_id,
        row_number() OVER (ORDER BY
            CASE WHEN $sort = 'actor' AND NOT $down THEN actor_words WHEN $sort = 'technology' AND NOT $down THEN technology_words END,
            CASE WHEN $sort = 'actor' AND $down THEN actor_words WHEN $sort = 'technology' AND $down THEN technology_words END DESC,
            CASE WHEN $down THEN -1 ELSE 1 END * CASE $sort
                WHEN 'status' THEN list_position(['plan', 'announced', 'experiment', 'deployed', 'abandoned'], status)
                WHEN 'first' THEN epoch(first_seen)
                WHEN 'last' THEN epoch(last_seen)
                WHEN 'articles' THEN articles
            END,
            last_seen DESC, initiative_id
        ) AS place
    FROM found
)
SELECT
    (SELECT count(*) FROM found) AS total,
    (SELECT coalesce(list((status, n) ORDER BY n DESC, status), [])
        FROM (SELECT status, count(*) AS n FROM found GROUP BY ALL)) AS statuses,
    (SELECT coalesce(list((departement, n) ORDER BY n DESC, departement), [])
        FROM (SELECT departement, count(*) AS n FROM found WHERE departement <> '' GROUP BY ALL)) AS departements,
    (SELECT coalesce(list(initiative_id ORDER BY place), [])
        FROM ordered WHERE place > $offset AND place <= $offset + $most) AS ids;
