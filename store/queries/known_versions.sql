-- The stored versions of the articles of a batch; one that is the current one has facts even where its version was lost.
SELECT article_id, version FROM article_versions SEMI JOIN staged_scope USING (article_id)
UNION SELECT article_id, version FROM articles SEMI JOIN staged_scope USING (article_id)
