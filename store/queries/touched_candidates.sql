-- The technologies known from texts alone of the texts of a batch, as they were read before.
SELECT entity_key AS technology_id FROM mentions SEMI JOIN staged_known USING (article_id, version)
WHERE kind = 'technology' AND candidate
