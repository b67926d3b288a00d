-- Who could be heard when: a line an outlet, with a value a week from its first one on (v_listening leaves no week out),
-- and the part of all articles that it brings. The last day of all collections is on every line.
WITH usual AS (
    SELECT a.source_id, count(*) / (sum(count(*)) OVER ()) AS part
    FROM memory.main.desk_articles a
    WHERE a.published_day IS NOT NULL AND a.counted_as IN ('article', 'reprint')
    GROUP BY a.source_id
),
last AS (
    SELECT greatest(
        (SELECT max(f.day) FROM fetches f ANTI JOIN (FROM runs WHERE job = 'backfill') USING (run_id)),
        (SELECT max(r.day) FROM source_runs r)
    ) AS day
)
SELECT
    l.source_id,
    coalesce(any_value(s.departements), []) AS departements,
    min(l.week) AS first_week,
    list(l.outage ORDER BY l.week) AS outages,
    coalesce(any_value(u.part), 0) AS part,
    any_value(last.day) AS last_day
FROM v_listening l CROSS JOIN last
LEFT JOIN sources s ON s.source_id = l.source_id
LEFT JOIN usual u ON u.source_id = l.source_id
GROUP BY l.source_id
ORDER BY l.source_id;
