-- The organisations that a batch can change: of its texts as they were read before, and as they are staged.
SELECT entity_key AS organisation_key FROM mentions SEMI JOIN staged_known USING (article_id, version)
WHERE kind = 'organisation'
UNION SELECT entity_key FROM staged_mentions WHERE kind = 'organisation'
