-- Whole rows of what answers a filter (register_filter.sql, which stands here as `found`), in its order: an export.
SELECT
    v.initiative_id, v.actor_kind, v.actor_code, v.actor, v.departement, v.technology_id, v.technology, v.use_case, v.category,
    v.status, v.status_since, v.supplier, array_to_string(v.amounts, ' ; ') AS amounts, v.first_seen, v.last_seen, v.articles, v.outlets, round(v.confidence, 3) AS confidence,
    nullif(v.evidence_text, '') AS evidence_text, v.title, a.url
FROM found JOIN memory.main.desk_register v USING (initiative_id)
LEFT JOIN articles a ON a.article_id = v.article_id
ORDER BY found.place;
