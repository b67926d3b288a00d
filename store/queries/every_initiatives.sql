-- All initiatives: those that an article tells of, and those that are stored.
SELECT initiative_id FROM initiative_history
UNION SELECT initiative_id FROM initiatives
