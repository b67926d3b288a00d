-- Outlets that never answered a crawl, those that are not yet asked included; what a backfill brought is no answer.
WITH answered AS (
    SELECT source_id FROM fetches
    ANTI JOIN (SELECT run_id FROM runs WHERE job = 'backfill') USING (run_id)
    WHERE outcome IN ('fetched', 'unchanged', 'reserved')
)
SELECT name FROM sources ANTI JOIN answered USING (source_id)
WHERE enabled OR source_id IN (SELECT source_id FROM v_coverage)
ORDER BY name
