-- The articles that name a mayor ($key): a name that only the register gave is nobody named.
SELECT r.article_id FROM roles r SEMI JOIN memory.main.desk_articles USING (article_id, version)
WHERE r.person_key = $key AND NOT coalesce(r.inferred, false);
