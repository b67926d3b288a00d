-- Whole rows of the register by their ids ($ids), in that order: what an export holds.
SELECT
    v.initiative_id, v.actor_kind, v.actor_code, v.actor, v.departement, v.technology_id, v.technology, v.use_case, v.category,
    v.status, v.status_since, v.supplier, v.first_seen, v.last_seen, v.articles, v.outlets, round(v.confidence, 3) AS confidence,
    v.evidence_text, v.title, a.url
FROM memory.main.desk_register v
JOIN (SELECT unnest($ids::VARCHAR[]) AS initiative_id, generate_subscripts($ids::VARCHAR[], 1) AS place) asked
    USING (initiative_id)
LEFT JOIN articles a ON a.article_id = v.article_id
ORDER BY asked.place;
