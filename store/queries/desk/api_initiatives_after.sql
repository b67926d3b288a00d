-- The $most initiatives after an id; of an actor, a département, a technology, a status, told on some days, where asked.
SELECT i.initiative_id FROM initiatives i
LEFT JOIN communes c ON c.insee = CASE WHEN i.actor_kind = 'commune' THEN i.actor_code END
WHERE ($after::VARCHAR IS NULL OR i.initiative_id > $after::VARCHAR)
  AND ($actor::VARCHAR IS NULL OR i.actor_code = $actor::VARCHAR)
  AND ($departement::VARCHAR IS NULL
      OR coalesce(c.departement, CASE WHEN i.actor_kind = 'departement' THEN i.actor_code END) = $departement::VARCHAR)
  AND ($technology::VARCHAR IS NULL OR i.technology_id = $technology::VARCHAR)
  AND ($status::VARCHAR IS NULL OR i.status = $status::VARCHAR)
  AND ($first::DATE IS NULL OR i.last_seen >= $first::DATE)
  AND ($last::DATE IS NULL OR i.first_seen <= $last::DATE)
ORDER BY i.initiative_id LIMIT $most;
