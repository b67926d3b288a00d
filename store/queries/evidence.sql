-- The sentences that the facts of these articles ($ids) cite, with their titles: what proves a name that the sentence of
-- another fact leaves to the text around it. Of current versions only.
WITH asked AS MATERIALIZED (
    SELECT a.article_id, a.version, a.title FROM articles a WHERE a.article_id IN (SELECT unnest($ids::VARCHAR[]))
),
said AS (
    SELECT article_id, version, evidence_text FROM roles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
    UNION SELECT article_id, version, evidence_text FROM initiative_history WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
    UNION SELECT article_id, version, evidence_text FROM quotes WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
    UNION SELECT article_id, version, evidence_text FROM figures WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
    UNION SELECT article_id, version, evidence_text FROM events WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
    UNION SELECT article_id, version, title FROM asked
)
SELECT s.article_id, s.evidence_text
FROM said s SEMI JOIN asked USING (article_id, version)
WHERE s.evidence_text <> ''
ORDER BY s.article_id, length(s.evidence_text), s.evidence_text;
