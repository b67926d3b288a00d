-- What the traces of these articles ($ids) are made of, in their current version; a text may be gone: title and mentions
-- stay. Mentions are placed in what the publisher wrote: an editor's title is not asked where that is kept.
WITH told AS (
    SELECT article_id, version, coalesce(t.title, a.title) AS title, a.summary
    FROM articles a LEFT JOIN texts.article_texts t USING (article_id, version)
    WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
),
named AS (
    SELECT
        article_id, version,
        list({'kind': kind, 'key': entity_key, 'name': name, 'surface': surface, 'start': start_at, 'end': end_at}
             ORDER BY start_at, end_at, kind, entity_key) AS mentions
    FROM mentions SEMI JOIN told USING (article_id, version)
    WHERE kind IN ('commune', 'epci', 'departement', 'region', 'person', 'technology')
    GROUP BY ALL
)
SELECT
    told.article_id,
    coalesce(told.title, '') AS title,
    array_to_string(
        list_filter([told.title, told.summary, t.text], lambda part : part <> ''), chr(10) || chr(10)
    ) AS body,
    coalesce(named.mentions, []) AS mentions
FROM told
LEFT JOIN texts.article_texts t USING (article_id, version)
LEFT JOIN named USING (article_id, version)
