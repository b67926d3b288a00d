-- The initiatives of all stored versions of the articles of a batch: another may become the current one.
SELECT initiative_id FROM initiative_history SEMI JOIN staged_known USING (article_id)
