-- The initiatives of `asked`, as far as they are there.
SELECT initiative_id, actor_name, coalesce(t.canonical, i.technology_id) AS technology, i.status
FROM initiatives i SEMI JOIN asked USING (initiative_id)
LEFT JOIN technologies t ON t.technology_id = i.technology_id
