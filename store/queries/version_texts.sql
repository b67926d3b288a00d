-- Every version of these articles ($ids), oldest first, with its text where it is still kept and its notes.
WITH asked AS (SELECT unnest($ids::VARCHAR[]) AS article_id),
noted AS (
    SELECT article_id, version, list({'rule': rule, 'detail': detail} ORDER BY rule, detail) AS notes
    FROM texts.article_notes SEMI JOIN asked USING (article_id) GROUP BY ALL
)
SELECT
    v.article_id, v.version, v.seen_at, v.text_sha256, v.changed, t.article_id IS NOT NULL AS kept,
    coalesce(t.title, '') AS title, coalesce(t.summary, '') AS summary, coalesce(t.text, '') AS text,
    coalesce(noted.notes, []) AS notes
FROM article_versions v
SEMI JOIN asked USING (article_id)
LEFT JOIN texts.article_texts t USING (article_id, version)
LEFT JOIN noted USING (article_id, version)
ORDER BY v.article_id, v.version;
