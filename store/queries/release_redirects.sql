-- Ids that were merged, and those that stand for them now.
SELECT kind, old_id, new_id, strftime("at", '%Y-%m-%dT%H:%M:%SZ') FROM redirects ORDER BY ALL
