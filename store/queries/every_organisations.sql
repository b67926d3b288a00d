-- All organisations: those that a mention names, and those that are stored.
SELECT entity_key AS organisation_key FROM mentions WHERE kind = 'organisation'
UNION SELECT organisation_key FROM organisations
