-- How often articles lend somebody ($person) a mayor's role, by what they say it is, by the register's word, and whether
-- anybody is named. Reprints are no further witnesses.
SELECT
    r.status,
    coalesce(r.register, 'unknown') AS register,
    coalesce(r.inferred, false) AS inferred,
    count(DISTINCT r.article_id) AS articles,
    min(a.day) AS first_day,
    max(a.day) AS last_day
FROM (FROM roles WHERE person_key = $person AND status <> '') r
JOIN memory.main.desk_articles a ON a.key = ('0x' || r.article_id)::UBIGINT AND a.version = r.version
WHERE a.counted_as NOT IN ('reprint', 'copy')
GROUP BY ALL
ORDER BY articles DESC, r.status, register;
