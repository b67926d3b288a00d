-- One row an initiative of `touched_initiatives`, from what the current versions of its articles say. Of one day's
-- articles the surest counts, then the one furthest on; what most of them say of its technology and family is kept, the last word on its status.
-- Who carries it, with what and what for is said by its own articles, where there are any: not by those of another that was merged into it.
WITH told AS (
    SELECT
        h.*,
        h.merged_from IS NULL AS own,
        list_position(['plan', 'announced', 'experiment', 'deployed', 'abandoned'], h.status) AS step
    FROM initiative_history h SEMI JOIN touched_initiatives USING (initiative_id) JOIN articles a USING (article_id, version)
),
named AS (
    SELECT initiative_id, arg_max(technology_id, (own, n, sure, technology_id)) AS technology_id FROM (
        SELECT initiative_id, own, technology_id, count(*) AS n, max(confidence) AS sure FROM told GROUP BY ALL
    ) GROUP BY initiative_id
),
filed AS (
    SELECT initiative_id, arg_max(category, (own, n, sure, category)) AS category FROM (
        SELECT initiative_id, own, category, count(*) AS n, max(confidence) AS sure FROM told WHERE category <> '' GROUP BY ALL
    ) GROUP BY initiative_id
),
gathered AS (
    SELECT
        initiative_id,
        arg_max(
            struct_pack(kind := t.actor_kind, code := t.actor_code, name := t.actor_name),
            (own, t.day, t.article_id, t.evidence_start)
        ) AS actor,
        arg_max(t.use_case, (own, coalesce(t.use_from_text, false), t.confidence, t.day, t.article_id, t.evidence_start)) FILTER (t.use_case <> '') AS use_case,
        arg_max(t.status, (t.day, t.confidence, t.step, t.article_id, t.evidence_start)) AS status,
        arg_max(t.supplier, (t.day, t.article_id, t.evidence_start)) FILTER (t.supplier <> '') AS supplier,
        min(t.day) AS first_seen,
        max(t.day) AS last_seen
    FROM told t GROUP BY initiative_id
)
SELECT
    initiative_id, actor.kind AS actor_kind, actor.code AS actor_code, actor.name AS actor_name,
    technology_id, use_case, category, status, supplier, first_seen, last_seen
FROM gathered JOIN named USING (initiative_id) LEFT JOIN filed USING (initiative_id);
