-- The staged versions where all are the first of their article: there is nothing to compare.
SELECT article_id, version, seen_at, text_sha256, []::VARCHAR[] AS changed FROM staged_article_versions
