-- The staged versions, each with the parts in which its text differs from the version before.
-- The texts are committed first, so both sides of the comparison are there unless retention removed one. Only the texts
-- of the few articles that changed are read.
WITH later AS (SELECT article_id, version, version - 1 AS earlier FROM staged_article_versions WHERE version > 1),
texts AS (FROM texts.article_texts SEMI JOIN later USING (article_id)),
compared AS (
    SELECT
        later.article_id,
        later.version,
        list_filter(
            [
                CASE WHEN new.title IS DISTINCT FROM old.title THEN 'title' END,
                CASE WHEN new.summary IS DISTINCT FROM old.summary THEN 'summary' END,
                CASE WHEN new.text IS DISTINCT FROM old.text THEN 'text' END
            ],
            lambda part : part IS NOT NULL
        ) AS changed
    FROM later
    JOIN texts old ON old.article_id = later.article_id AND old.version = later.earlier
    LEFT JOIN texts new ON new.article_id = later.article_id AND new.version = later.version
)
SELECT
    s.article_id,
    s.version,
    s.seen_at,
    s.text_sha256,
    CASE WHEN s.version = 1 THEN [] ELSE c.changed END AS changed
FROM staged_article_versions s
LEFT JOIN compared c USING (article_id, version);
