-- What articles say of a mayor: the roles of one person ($person), or those of a commune ($insee) that the register
-- contradicts; the newest first, at most $most. Only current versions speak, and reprints are no further witnesses.
SELECT
    r.article_id,
    r.person_key,
    coalesce(r.name, '') AS name,
    r.role,
    coalesce(r.status, '') AS status,
    coalesce(r.register, '') AS register,
    coalesce(r.register_basis, '') AS basis,
    coalesce(r.inferred, false) AS inferred,
    if(a.closed, '', coalesce(r.evidence_text, '')) AS evidence_text,
    a.title,
    a.outlet,
    a.day,
    count(*) OVER () AS among
FROM (
    FROM roles
    WHERE ($person IS NULL OR person_key = $person) AND ($insee IS NULL OR (insee = $insee AND register = 'contradicted'))
        AND status <> ''
) r
JOIN memory.main.desk_articles a ON a.key = ('0x' || r.article_id)::UBIGINT AND a.version = r.version
WHERE a.counted_as NOT IN ('reprint', 'copy')
ORDER BY a.day DESC, r.article_id, r.role
LIMIT $most;
