-- The initiatives of these ids ($ids) as the register has them.
SELECT initiative_id, actor_kind, actor_code, actor_name, technology_id, use_case, status, supplier
FROM initiatives WHERE initiative_id IN (SELECT unnest($ids::VARCHAR[]))
LIMIT 60
