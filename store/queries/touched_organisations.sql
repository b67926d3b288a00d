-- The organisations of the texts of a batch, as they were read before.
SELECT entity_key AS organisation_key FROM mentions SEMI JOIN staged_known USING (article_id, version)
WHERE kind = 'organisation'
