-- The staged versions, each with the parts in which its text differs from the version before.
-- The texts are committed first, so both sides of the comparison are there unless retention removed one.
SELECT
    s.article_id,
    s.version,
    s.seen_at,
    s.text_sha256,
    CASE
        WHEN s.version = 1 THEN []
        WHEN old.article_id IS NULL THEN NULL
        ELSE list_filter(
            [
                CASE WHEN new.title IS DISTINCT FROM old.title THEN 'title' END,
                CASE WHEN new.summary IS DISTINCT FROM old.summary THEN 'summary' END,
                CASE WHEN new.text IS DISTINCT FROM old.text THEN 'text' END
            ],
            lambda part : part IS NOT NULL
        )
    END AS changed
FROM staged_article_versions s
LEFT JOIN texts.article_texts new ON new.article_id = s.article_id AND new.version = s.version
LEFT JOIN texts.article_texts old ON old.article_id = s.article_id AND old.version = s.version - 1;
