-- The mandates of a commune's mayors by the register ($insee), or of one of them ($name_key); the last first.
SELECT insee, name, coalesce(name_key, '') AS name_key, from_day, to_day, coalesce(basis, '') AS basis
FROM mandates
WHERE insee = $insee AND ($name_key IS NULL OR name_key = $name_key)
ORDER BY from_day DESC NULLS LAST, to_day DESC NULLS FIRST, name;
