-- All outlets with their health.
SELECT
    h.source_id,
    h.source AS name,
    coalesce(s.outlet_group, '') AS outlet_group,
    coalesce(s.departements, []) AS departements,
    coalesce(h.enabled, false) AS enabled,
    h.state,
    coalesce(h.volume, '') AS volume,
    h.last_asked_at,
    h.last_answer_at,
    coalesce(h.entry_outcome, '') AS entry_outcome,
    coalesce(h.entry_reason, '') AS entry_reason,
    h.asked_7_days,
    h.failed_7_days,
    h.announced_7_days,
    h.announced_usual_week,
    h.articles,
    h.articles_7_days,
    h.last_article_day,
    h.silent_days
FROM v_source_health h JOIN sources s USING (source_id)
ORDER BY h.source, h.source_id;
