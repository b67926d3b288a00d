-- What the articles $ids have in common, counted: the ten most frequent values of each field, by the codes that a search
-- takes (queries/search_documents.sql), and the weeks in which they appeared.
WITH asked AS MATERIALIZED (SELECT unnest(string_split($ids, ',')) AS article_id),
places AS MATERIALIZED (SELECT a.rowid AS place FROM articles a SEMI JOIN asked USING (article_id)),
docs AS MATERIALIZED (
    SELECT a.article_id, a.version, a.source_id, a.nature, coalesce(a.published_day, a.first_seen_day) AS day
    FROM articles a SEMI JOIN places ON a.rowid = places.place
),
towns AS MATERIALIZED (
    SELECT t.article_id, t.insee, coalesce(c.name, t.name, t.insee) AS name, c.departement
    FROM (FROM article_communes SEMI JOIN docs USING (article_id)) t LEFT JOIN communes c USING (insee)
),
said AS (
    SELECT 'nature' AS field, d.article_id, d.nature AS value, d.nature AS label FROM docs d WHERE d.nature IS NOT NULL
    UNION ALL SELECT 'topic', t.article_id, t.topic, t.topic FROM article_topics t SEMI JOIN docs USING (article_id)
    UNION ALL
    SELECT 'technology', t.article_id, t.technology_id, coalesce(k.canonical, t.name, t.technology_id)
    FROM (FROM article_technologies SEMI JOIN docs USING (article_id)) t LEFT JOIN technologies k USING (technology_id)
    UNION ALL
    SELECT 'departement', t.article_id, t.departement, coalesce(k.name, t.departement)
    FROM (
        SELECT article_id, departement FROM towns WHERE departement IS NOT NULL
        UNION
        SELECT article_id, entity_key FROM (FROM mentions SEMI JOIN docs USING (article_id, version)) WHERE kind = 'departement'
    ) t LEFT JOIN territories k ON k.kind = 'departement' AND k.code = t.departement
    UNION ALL SELECT 'commune', article_id, insee, name FROM towns
    UNION ALL
    SELECT 'mayor', r.article_id, r.person_key, min(r.name)
    FROM roles r SEMI JOIN docs USING (article_id, version)
    WHERE r.status IN ('current', 'former') AND NOT r.inferred GROUP BY r.article_id, r.person_key
    UNION ALL
    SELECT 'source', d.article_id, d.source_id, coalesce(s.name, d.source_id) FROM docs d LEFT JOIN sources s USING (source_id)
    UNION ALL
    SELECT 'week', d.article_id, strftime(date_trunc('week', d.day), '%Y-%m-%d'), '' FROM docs d WHERE d.day IS NOT NULL
)
SELECT field, value, any_value(label) AS label, count(*) AS n
FROM said
GROUP BY field, value
QUALIFY row_number() OVER (PARTITION BY field ORDER BY n DESC, value) <= 10
ORDER BY field, n DESC, value
