-- For suppliers ($names, each in the article at the same place of $ids), the shortest sentence with the name that a fact of
-- that article cites. Of current versions only.
WITH asked AS (SELECT unnest($ids::VARCHAR[]) AS article_id, unnest($names::VARCHAR[]) AS supplier),
said AS (
    SELECT article_id, version, supplier, evidence_text FROM figures JOIN asked USING (article_id)
    UNION ALL SELECT article_id, version, supplier, evidence_text FROM quotes JOIN asked USING (article_id)
    UNION ALL SELECT article_id, version, supplier, evidence_text FROM roles JOIN asked USING (article_id)
    UNION ALL SELECT article_id, version, asked.supplier, evidence_text FROM initiative_history JOIN asked USING (article_id)
)
SELECT s.supplier, arg_min(s.evidence_text, (length(s.evidence_text), s.evidence_text)) AS sentence
FROM said s
JOIN memory.main.desk_articles a ON a.key = ('0x' || s.article_id)::UBIGINT AND a.version = s.version
WHERE NOT a.closed AND contains(lower(s.evidence_text), lower(s.supplier))
GROUP BY s.supplier;
