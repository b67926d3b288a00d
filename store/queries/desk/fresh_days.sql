-- The last $days days on which articles were first seen: where "new" begins for who was never here.
SELECT DISTINCT first_seen_day FROM articles WHERE first_seen_day IS NOT NULL ORDER BY first_seen_day DESC LIMIT $days
