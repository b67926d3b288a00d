-- Counted back from the last fetch of the file, not from today: a snapshot says the same thing whenever it is read.
-- A backfill brings the past in one day: it says nothing of how a source is doing.
CREATE OR REPLACE VIEW v_source_health AS
WITH
backfills AS (SELECT run_id FROM runs WHERE job = 'backfill'),
crawled AS (FROM fetches ANTI JOIN backfills USING (run_id)),
today AS (SELECT max(day) AS last_day FROM crawled),
asked AS (
    SELECT
        source_id,
        max("at") AS last_asked_at,
        max("at") FILTER (outcome IN ('fetched', 'unchanged')) AS last_answer_at,
        count(*) FILTER (day > last_day - 7) AS asked_7_days,
        count(*) FILTER (day > last_day - 7 AND outcome IN ('blocked', 'failed')) AS failed_7_days
    FROM crawled, today
    -- what robots.txt, tdmrep.json, a wall or a budget kept us from asking was not asked
    WHERE outcome <> 'refused' AND coalesce(reason, '') NOT IN ('tdmrep', 'wall', 'private_address')
    GROUP BY source_id
),
entries AS (
    SELECT
        source_id,
        arg_max(outcome, "at") AS entry_outcome,
        -- a struct, because arg_max passes over a NULL: the last answer may well have no reason
        arg_max({'reason': reason}, "at").reason AS entry_reason
    FROM crawled WHERE is_entry GROUP BY source_id
),
-- A source that waits was not asked: its last answer is older, and still says how it is.
states AS (
    SELECT
        source_id,
        coalesce(arg_max(state, ended_at) FILTER (state <> 'waiting'), 'waiting') AS state,
        arg_max({'volume': volume}, ended_at).volume AS volume
    FROM source_runs GROUP BY source_id
),
-- Articles announced, each on the day it first was; a source's first day brings its whole feed and is no measure.
pages AS (
    SELECT source_id, url, min(day) AS first_day
    FROM crawled, today WHERE NOT is_entry AND NOT coalesce(revisit, false) AND day > last_day - 70
    GROUP BY source_id, url
),
starts AS (SELECT source_id, min(day) AS start_day FROM crawled GROUP BY source_id),
announced AS (
    SELECT
        starts.source_id,
        count(*) FILTER (first_day > last_day - 7) AS announced_7_days,
        CASE WHEN any_value(start_day) <= last_day - 14 THEN round(
            count(*) FILTER (first_day BETWEEN last_day - 62 AND last_day - 7)
            / least(8, (last_day - 7 - any_value(start_day)) / 7), 1
        ) END AS announced_usual_week
    FROM starts CROSS JOIN today
    LEFT JOIN pages ON pages.source_id = starts.source_id AND first_day > start_day
    GROUP BY starts.source_id, last_day
),
found AS (
    SELECT
        source_id,
        count(*) AS articles,
        count(*) FILTER (first_seen_day > last_day - 7) AS articles_7_days,
        max(published_day) AS last_article_day,
        max(first_seen_day) AS last_seen_day
    FROM articles, today GROUP BY source_id
)
SELECT
    s.source_id,
    s.name AS source,
    s.enabled,
    states.state,
    states.volume,
    asked.last_asked_at,
    asked.last_answer_at,
    entries.entry_outcome,
    entries.entry_reason,
    coalesce(asked.asked_7_days, 0) AS asked_7_days,
    coalesce(asked.failed_7_days, 0) AS failed_7_days,
    CASE WHEN start_day <= last_day - 7 THEN coalesce(announced.announced_7_days, 0) END AS announced_7_days,
    announced.announced_usual_week,
    coalesce(found.articles, 0) AS articles,
    coalesce(found.articles_7_days, 0) AS articles_7_days,
    found.last_article_day,
    last_day - found.last_seen_day AS silent_days
FROM sources s
CROSS JOIN today
LEFT JOIN asked USING (source_id)
LEFT JOIN entries USING (source_id)
LEFT JOIN states USING (source_id)
LEFT JOIN starts USING (source_id)
LEFT JOIN announced USING (source_id)
LEFT JOIN found USING (source_id);
COMMENT ON VIEW v_source_health IS 'Santé des titres suivis, comptée à rebours de la dernière collecte, reprises exclues.';
COMMENT ON COLUMN v_source_health.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_source_health.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_source_health.enabled IS 'Vrai si le titre est collecté.';
COMMENT ON COLUMN v_source_health.state IS 'Dernière réponse de ses points d’entrée (source_runs.state) : new, unchanged, empty, blocked ou missed ; waiting s’ils n’ont jamais été demandés.';
COMMENT ON COLUMN v_source_health.volume IS 'Volume annoncé, comparé à son propre rythme : usual, silent, drop ou burst ; vide tant qu’il est trop peu connu.';
COMMENT ON COLUMN v_source_health.last_asked_at IS 'Dernière demande (UTC).';
COMMENT ON COLUMN v_source_health.last_answer_at IS 'Dernière réponse utilisable (UTC).';
COMMENT ON COLUMN v_source_health.entry_outcome IS 'Issue de la dernière demande à un point d’entrée (fetches.outcome).';
COMMENT ON COLUMN v_source_health.entry_reason IS 'Motif de cette issue.';
COMMENT ON COLUMN v_source_health.asked_7_days IS 'Demandes des sept derniers jours.';
COMMENT ON COLUMN v_source_health.failed_7_days IS 'Dont bloquées ou en échec.';
COMMENT ON COLUMN v_source_health.announced_7_days IS 'Articles annoncés pour la première fois ces sept derniers jours, lus ou non ; vide la première semaine, où tout le flux est nouveau.';
COMMENT ON COLUMN v_source_health.announced_usual_week IS 'Articles annoncés dans une semaine habituelle : moyenne des huit semaines précédentes au plus ; vide avant deux semaines de collecte.';
COMMENT ON COLUMN v_source_health.articles IS 'Articles connus.';
COMMENT ON COLUMN v_source_health.articles_7_days IS 'Articles vus pour la première fois ces sept derniers jours.';
COMMENT ON COLUMN v_source_health.last_article_day IS 'Jour de publication le plus récent.';
COMMENT ON COLUMN v_source_health.silent_days IS 'Jours écoulés depuis le dernier article nouveau ; vide s’il n’y en a jamais eu.';
