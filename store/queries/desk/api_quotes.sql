-- The quotes that stand where $articles, $starts and $ends say.
SELECT
    v.article_id, v.start_at, v.end_at, v.speaker, v.person_key, v.role, v.insee, v.commune, v.departement, v.direct, v.text,
    v.confidence, v.title, v.url, v.source_id, v.source, v.published_day, v.counted_as
FROM v_quotes v
JOIN (
    SELECT unnest($articles::VARCHAR[]) AS article_id, unnest($starts::INTEGER[]) AS start_at, unnest($ends::INTEGER[]) AS end_at
) chosen USING (article_id, start_at, end_at)
WHERE list_contains($articles::VARCHAR[], v.article_id)
ORDER BY v.article_id, v.start_at, v.end_at;
