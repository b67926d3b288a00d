-- How far these initiatives were, with whom and by whom, by the articles up to $until (initiatives.sql says why so).
WITH gathered AS (
    SELECT
        h.initiative_id,
        arg_max(
            h.status,
            (
                h.day, h.confidence, list_position(['plan', 'announced', 'experiment', 'deployed', 'abandoned'], h.status),
                h.article_id, h.evidence_start
            )
        ) AS status,
        arg_max(h.supplier, (h.day, h.article_id, h.evidence_start)) FILTER (h.supplier <> '') AS supplier,
        arg_max(
            struct_pack(kind := h.actor_kind, code := h.actor_code, name := h.actor_name),
            (h.merged_from IS NULL, h.day, h.article_id, h.evidence_start)
        ) AS actor
    FROM initiative_history h JOIN articles a USING (article_id, version)
    WHERE h.initiative_id IN (SELECT unnest($keys::VARCHAR[])) AND h.day <= $until
    GROUP BY h.initiative_id
)
SELECT
    initiative_id,
    status,
    coalesce(supplier, '') AS supplier,
    coalesce(g.actor.code, g.actor.name, '') AS code,
    coalesce(c.name, t.name, g.actor.name, '') AS actor
FROM gathered g
LEFT JOIN communes c ON c.insee = CASE WHEN g.actor.kind = 'commune' THEN g.actor.code END
LEFT JOIN territories t ON t.kind = g.actor.kind AND t.code = g.actor.code
ORDER BY initiative_id
