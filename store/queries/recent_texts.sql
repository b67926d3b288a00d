-- The current texts of the $limit articles of each of these $sources that were seen last, with what was cut from
-- them because their source repeats it.
WITH recent AS (
    SELECT source_id, article_id, version, version_seen_at FROM articles
    WHERE source_id IN (SELECT unnest($sources::VARCHAR[]))
    QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY version_seen_at DESC, article_id) <= $limit
),
cut AS (
    SELECT article_id, version, list(detail) AS details FROM texts.article_notes
    SEMI JOIN recent USING (article_id, version) WHERE rule = 'cut.boilerplate' GROUP BY ALL
)
SELECT r.source_id, r.article_id, t.title, t.summary, t.text, coalesce(c.details, []) AS cut
FROM recent r
JOIN texts.article_texts t USING (article_id, version)
LEFT JOIN cut c USING (article_id, version)
ORDER BY r.source_id, r.version_seen_at, r.article_id DESC;
