-- The articles of which the search index will have something else to say, though their rows and facts stay: those that
-- a new link makes a reprint, those of a source that was renamed. To be asked before the batch is merged.
-- Articles that are new with the batch are indexed anyway.
WITH renamed AS (
    SELECT source_id FROM staged_sources n LEFT JOIN sources s USING (source_id) WHERE s.name IS DISTINCT FROM n.name
),
arriving AS (FROM staged_articles ANTI JOIN staged_known USING (article_id)),
linked AS (FROM staged_article_links ANTI JOIN arriving USING (article_id))
SELECT article_id FROM articles SEMI JOIN renamed USING (source_id)
UNION
SELECT article_id FROM (
    SELECT article_id, version, other_id, kind FROM linked
    EXCEPT SELECT article_id, version, other_id, kind FROM article_links SEMI JOIN linked
    USING (article_id, version, other_id)
)
