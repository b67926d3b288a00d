-- The initiatives that a batch can change: of all versions of its articles (another may become the current one), and as
-- they are staged.
SELECT initiative_id FROM initiative_history SEMI JOIN staged_known USING (article_id)
UNION SELECT initiative_id FROM staged_initiative_history
