-- The articles that name a mayor ($key): a name that only the register gave is nobody named.
SELECT r.article_id
FROM (FROM roles WHERE person_key = $key AND NOT coalesce(inferred, false)) r
SEMI JOIN memory.main.desk_articles a ON a.key = ('0x' || r.article_id)::UBIGINT AND a.version = r.version;
