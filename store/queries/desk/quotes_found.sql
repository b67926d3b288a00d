-- Words of people with a public role (desk_quotes) that answer a filter, each filter optional (NULL): a commune by its
-- whole name or its code, a département, a role, words of who speaks ($who) and of what they say ($words), days. The newest
-- first, and of a day mayors before others: $most of them after $offset. `among` counts all.
WITH found AS MATERIALIZED (
    SELECT k.place, k.day, k.rowid AS rank, count(*) OVER () AS among
    FROM memory.main.desk_quotes k
    WHERE ($role::VARCHAR IS NULL OR k.role = $role::VARCHAR)
      AND ($since::DATE IS NULL OR k.day >= $since::DATE)
      AND ($until::DATE IS NULL OR k.day <= $until::DATE)
      AND ($commune::VARCHAR IS NULL OR k.insee = upper($commune::VARCHAR) OR k.insee IN (
          SELECT t.insee FROM memory.main.desk_communes t WHERE t.plain = plain_name($commune::VARCHAR)
      ))
      AND ($departement::VARCHAR IS NULL OR k.insee IN (
          SELECT c.insee FROM communes c WHERE c.departement = $departement::VARCHAR
      ))
      AND ($who::VARCHAR[] IS NULL OR list_bool_and(list_transform($who::VARCHAR[], lambda word: contains(k.who, word))))
      AND ($words::VARCHAR[] IS NULL OR k.place IN (
          SELECT q.rowid FROM quotes q
          WHERE list_bool_and(list_transform($words::VARCHAR[], lambda word: contains(strip_accents(lower(q.text)), word)))
      ))
    ORDER BY rank
    LIMIT $most OFFSET $offset
)
SELECT
    q.article_id,
    coalesce(q.person_key, '') AS person_key,
    q.speaker,
    q.role,
    coalesce(q.insee, '') AS insee,
    coalesce(c.name, '') AS commune,
    coalesce(c.departement, '') AS departement,
    coalesce(q.direct, false) AS direct,
    coalesce(q.text, '') AS text,
    coalesce(q.evidence_text, '') AS evidence_text,
    a.title,
    a.outlet,
    f.day,
    p.url,
    f.among
FROM found f
JOIN (SELECT rowid AS place, * FROM quotes WHERE rowid IN (SELECT place FROM found)) q USING (place)
JOIN memory.main.desk_articles a ON a.key = ('0x' || q.article_id)::UBIGINT
JOIN articles p ON p.article_id = q.article_id
LEFT JOIN communes c ON c.insee = q.insee
ORDER BY f.rank;
