-- These articles ($ids) in their current version, whole: for what is read again without its page.
WITH asked AS (SELECT unnest($ids::VARCHAR[]) AS article_id),
noted AS (
    SELECT article_id, version, list({'rule': rule, 'detail': detail} ORDER BY rule, detail) AS notes
    FROM texts.article_notes SEMI JOIN asked USING (article_id) GROUP BY ALL
)
SELECT a.* REPLACE (t.title AS title, t.summary AS summary), t.text, coalesce(noted.notes, []) AS notes
FROM articles a
SEMI JOIN asked USING (article_id)
JOIN texts.article_texts t USING (article_id, version)
LEFT JOIN noted USING (article_id, version)
ORDER BY a.article_id;
