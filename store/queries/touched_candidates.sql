-- The technologies known from texts alone that a batch can change: of its texts as they were read before, and as they
-- are staged.
SELECT entity_key AS technology_id FROM mentions SEMI JOIN staged_known USING (article_id, version)
WHERE kind = 'technology' AND candidate
UNION SELECT entity_key FROM staged_mentions WHERE kind = 'technology' AND candidate
