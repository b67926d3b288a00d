-- The last mandate of the mayors named $key, in each commune where the register knows one, and who came next.
WITH held AS (
    SELECT insee, name, to_day, from_day FROM mandates WHERE name_key = $key
    QUALIFY row_number() OVER (PARTITION BY insee ORDER BY from_day DESC) = 1
)
SELECT h.name, h.insee, coalesce(any_value(c.name), h.insee), h.to_day, coalesce(any_value(n.name), '')
FROM held h
LEFT JOIN communes c ON c.insee = h.insee AND c.parent IS NULL
LEFT JOIN mandates n ON n.insee = h.insee AND n.from_day > h.to_day AND n.to_day IS NULL
GROUP BY h.name, h.insee, h.to_day, h.from_day
ORDER BY h.from_day DESC, h.insee;
