-- One row an initiative of `touched_initiatives`, from what the current versions of its articles say. Of one day's
-- articles the surest counts, then the one furthest on; what most of them say of its technology and family is kept, the last word on its status.
WITH told AS (
    SELECT
        h.*,
        list_position(['plan', 'announced', 'experiment', 'deployed', 'abandoned'], h.status) AS step
    FROM initiative_history h SEMI JOIN touched_initiatives USING (initiative_id) JOIN articles a USING (article_id, version)
),
named AS (
    SELECT initiative_id, arg_max(technology_id, (n, sure, technology_id)) AS technology_id FROM (
        SELECT initiative_id, technology_id, count(*) AS n, max(confidence) AS sure FROM told GROUP BY ALL
    ) GROUP BY initiative_id
),
filed AS (
    SELECT initiative_id, arg_max(category, (n, sure, category)) AS category FROM (
        SELECT initiative_id, category, count(*) AS n, max(confidence) AS sure FROM told WHERE category <> '' GROUP BY ALL
    ) GROUP BY initiative_id
),
gathered AS (
    SELECT
        initiative_id,
        any_value(t.actor_kind) AS actor_kind,
        any_value(t.actor_code) AS actor_code,
        arg_max(t.actor_name, (t.day, t.article_id, t.evidence_start)) AS actor_name,
        arg_max(t.use_case, (coalesce(t.use_from_text, false), t.confidence, t.day, t.article_id, t.evidence_start)) FILTER (t.use_case <> '') AS use_case,
        arg_max(t.status, (t.day, t.confidence, t.step, t.article_id, t.evidence_start)) AS status,
        arg_max(t.supplier, (t.day, t.article_id, t.evidence_start)) FILTER (t.supplier <> '') AS supplier,
        min(t.day) AS first_seen,
        max(t.day) AS last_seen
    FROM told t GROUP BY initiative_id
)
SELECT
    initiative_id, actor_kind, actor_code, actor_name, technology_id, use_case, category, status, supplier, first_seen, last_seen
FROM gathered JOIN named USING (initiative_id) LEFT JOIN filed USING (initiative_id);
