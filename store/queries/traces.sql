-- What linking knows of the articles $ids, in their current version, with their signatures by $scheme: the title that the
-- publisher gave, where it is kept, whatever an editor gave since.
SELECT
    g.*,
    a.source_id,
    coalesce(s.outlet_group, a.source_id) AS owner,
    a.agencies,
    coalesce(t.title, a.title) AS title,
    a.summary,
    a.form,
    a.published_at,
    a.published_precision,
    a.first_seen_at
FROM articles a
JOIN texts.signatures g USING (article_id, version)
LEFT JOIN texts.article_texts t USING (article_id, version)
LEFT JOIN sources s USING (source_id)
WHERE g.scheme = $scheme AND a.article_id IN (SELECT unnest($ids::VARCHAR[]));
