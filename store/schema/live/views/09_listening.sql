-- Whether an outlet could be heard: a line for each week since it was first asked, whatever came of it; for one that is
-- no longer followed, until it was last asked. A backfill does not listen.
CREATE OR REPLACE VIEW v_listening AS
WITH
backfills AS (SELECT run_id FROM runs WHERE job = 'backfill'),
crawled AS (FROM fetches ANTI JOIN backfills USING (run_id)),
answers AS (
    SELECT
        source_id,
        date_trunc('week', day)::DATE AS week,
        bool_or(outcome IN ('fetched', 'unchanged')) AS answered
    FROM crawled WHERE is_entry GROUP BY ALL
),
-- Weeks in which a source was followed, and nothing was due: a monthly's, three weeks out of four.
followed AS (
    SELECT
        source_id,
        date_trunc('week', day)::DATE AS week,
        bool_and(state = 'waiting' AND NOT list_has_any(map_keys(reasons), ['entry.cooldown', 'entry.budget'])) AS idle
    FROM source_runs GROUP BY ALL
),
-- From the first time a crawl asked for it: saved pages that were brought in later may be years older.
spans AS (
    SELECT source_id, min(week) AS first_week, max(week) AS last_week FROM (
        SELECT source_id, week FROM answers UNION ALL SELECT source_id, week FROM followed
    ) GROUP BY source_id
),
-- a crawl that begins on Sunday may end on Monday
today AS (
    SELECT date_trunc('week', max(day))::DATE AS this_week, max(day) AS this_day
    FROM (SELECT day FROM crawled UNION ALL SELECT day FROM source_runs)
),
weeks AS (
    SELECT
        source_id,
        unnest(generate_series(
            first_week, CASE WHEN enabled THEN greatest(this_week, last_week) ELSE last_week END, INTERVAL 7 DAY
        ))::DATE AS week
    FROM spans CROSS JOIN today LEFT JOIN sources USING (source_id)
)
SELECT
    weeks.source_id,
    weeks.week,
    CASE
        WHEN coalesce(answers.answered, followed.idle, false) THEN false
        -- the week under way is not over: who was silent may still answer
        WHEN weeks.week < today.this_week OR (weeks.week = today.this_week AND today.this_day >= weeks.week + 6) THEN true
    END AS outage
FROM weeks CROSS JOIN today
LEFT JOIN answers USING (source_id, week)
LEFT JOIN followed USING (source_id, week);
COMMENT ON VIEW v_listening IS 'Écoute, une ligne par titre et par semaine depuis sa première collecte (jusqu’à la dernière pour un titre qui n’est plus suivi).';
COMMENT ON COLUMN v_listening.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_listening.week IS 'Lundi de la semaine.';
COMMENT ON COLUMN v_listening.outage IS 'Vrai si aucun point d’entrée du titre n’a répondu cette semaine-là, alors qu’il y avait à demander ou que la veille était arrêtée ; vide pour la semaine de la dernière collecte, tant qu’elle n’est pas finie et que rien n’a répondu.';
