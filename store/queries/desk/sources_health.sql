-- How every source is doing: the view, in the order of the room's columns.
SELECT
    source_id, coalesce(state, 'waiting'), volume, last_asked_at, last_answer_at, entry_reason, announced_7_days,
    announced_usual_week, articles, articles_7_days, last_article_day, silent_days
FROM v_source_health;
