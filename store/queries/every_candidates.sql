-- All technologies that texts alone know: those that a mention names, and those that are stored.
SELECT entity_key AS technology_id FROM mentions WHERE kind = 'technology' AND candidate
UNION SELECT technology_id FROM technologies WHERE status = 'candidate'
