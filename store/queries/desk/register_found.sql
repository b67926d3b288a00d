-- Of what answers a filter (register_filter.sql, which stands here as `found`): how many there are, by status and by
-- département, and the ids of one page.
SELECT
    (SELECT count(*) FROM found) AS total,
    (SELECT coalesce(list((status, n) ORDER BY n DESC, status), [])
        FROM (SELECT status, count(*) AS n FROM found GROUP BY ALL)) AS statuses,
    (SELECT coalesce(list((departement, n) ORDER BY n DESC, departement), [])
        FROM (SELECT departement, count(*) AS n FROM found WHERE departement <> '' GROUP BY ALL)) AS departements,
    (SELECT coalesce(list(initiative_id ORDER BY place), [])
        FROM found WHERE place > $offset AND place <= $offset + $most) AS ids;
