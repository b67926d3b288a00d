-- Where an id went that editors merged into another.
SELECT new_id FROM redirects WHERE kind = $kind AND old_id = $id LIMIT 1;
