-- The weeks of publication from $first to $last (Mondays): what was read, and who could not be heard. The rules are those
-- of the macro trend() (schema/live/views/15_trend.sql), for no technology in particular: an outlet that was silent, by
-- v_listening as in v_coverage; the week is to be hatched when a tenth of the outlets, or of what they usually bring, is
-- missing; before the watch began, and while the week goes on, nobody knows.
WITH own AS (
    SELECT a.article_id, a.source_id, date_trunc('week', a.published_day)::DATE AS week, repeats.counted_as IS NULL AS whole
    FROM articles a LEFT JOIN v_article_repeats repeats USING (article_id)
    WHERE a.published_day IS NOT NULL AND coalesce(repeats.counted_as, 'reprint') = 'reprint'
),
usual AS (SELECT own.source_id, count(*) / (SELECT count(*) FROM own) AS part FROM own GROUP BY own.source_id),
all_read AS (SELECT own.week, count(*) FILTER (own.whole) AS n FROM own GROUP BY own.week),
heard AS (
    SELECT
        l.week,
        count(*) AS followed,
        count(*) FILTER (l.outage) AS silent,
        coalesce(sum(u.part) FILTER (l.outage), 0) AS missing
    FROM v_listening l LEFT JOIN usual u USING (source_id) GROUP BY l.week
),
watch AS (
    SELECT
        min(heard.week) AS first_week,
        max(heard.week) AS last_week,
        (
            SELECT greatest(
                (SELECT max(f.day) FROM fetches f ANTI JOIN (FROM runs WHERE job = 'backfill') USING (run_id)),
                (SELECT max(r.day) FROM source_runs r)
            )
        ) AS last_day
    FROM heard
),
weeks AS (SELECT unnest(generate_series($first::DATE, $last::DATE, INTERVAL 7 DAY))::DATE AS week)
SELECT
    weeks.week,
    coalesce(r.n, 0) AS articles_read,
    coalesce(heard.followed, 0) AS followed,
    coalesce(heard.silent, 0) AS silent,
    round(coalesce(heard.missing, 0), 3) AS missing_share,
    CASE
        WHEN weeks.week < watch.first_week OR watch.first_week IS NULL THEN 'before'
        WHEN weeks.week > watch.last_week THEN 'after'
        WHEN weeks.week = watch.last_week AND coalesce(watch.last_day < weeks.week + 6, true) THEN 'ongoing'
        ELSE 'watched'
    END AS watched,
    CASE watched WHEN 'watched' THEN coalesce(greatest(heard.silent / heard.followed, heard.missing) >= 0.1, true) END
        AS outage
FROM weeks CROSS JOIN watch
LEFT JOIN all_read r ON r.week = weeks.week
LEFT JOIN heard ON heard.week = weeks.week
ORDER BY weeks.week;
