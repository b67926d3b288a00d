-- Initiatives by their ids ($ids), as a table shows them.
SELECT
    initiative_id, actor_kind, actor_code, actor, departement, technology_id, technology, use_case, category, status,
    status_since, supplier, first_seen, last_seen, articles, outlets, confidence, evidence_text, title, article_id, outlet, day
FROM memory.main.desk_register
WHERE initiative_id IN (SELECT unnest($ids::VARCHAR[]));
