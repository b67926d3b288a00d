-- The stored versions of the articles of a batch.
SELECT article_id, version FROM article_versions SEMI JOIN staged_scope USING (article_id)
