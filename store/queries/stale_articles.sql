-- The articles to be read again, in order of days, at most $n after ($day, $id): those that another analysis or extractor
-- than $model and $extractor read (NULL: whatever extractor), or none; $everything: all. What its publisher reserves is
-- left alone when $obeys, and so is what is in none of $languages.
WITH stale AS (
    SELECT
        article_id, version, coalesce(published_day, first_seen_day) AS day,
        gate, relevant, nature, form,
        model IS NOT DISTINCT FROM $model AS read_alike,
        $extractor IS NULL OR extractor IS NOT DISTINCT FROM $extractor AS extracted_alike
    FROM articles
    WHERE coalesce(published_day, first_seen_day) >= $since
      AND NOT ($obeys AND coalesce(tdm_reserved, false))
      AND (lang IS NULL OR lang IN (SELECT unnest($languages::VARCHAR[])))
)
SELECT
    article_id, day, gate, relevant, nature, coalesce(form, 'article') AS form,
    extracted_alike AND NOT $everything AS extracted, read_alike AND NOT $everything AS read,
    t.version IS NOT NULL AS kept
FROM stale LEFT JOIN (SELECT article_id, version FROM texts.article_texts) t USING (article_id, version)
WHERE (NOT read_alike OR NOT extracted_alike OR $everything) AND (day, article_id) > ($day, $id)
ORDER BY day, article_id
LIMIT $n
