-- What the search index must hold of the articles $ids: the columns of store/searching/schema.py's Row. A value is its
-- code, then its name after chr(31). Where the text is gone, the sentences that facts cite stand for it.
-- Communes, mayors, technologies and what an article counts as are those of the views, asked for these articles only.
WITH docs AS MATERIALIZED (
    SELECT a.* FROM articles a WHERE a.article_id IN (SELECT unnest($ids::VARCHAR[]))
),
named AS MATERIALIZED (
    SELECT m.article_id, m.kind, m.entity_key AS code, min(m.name) AS name
    FROM mentions m SEMI JOIN docs USING (article_id, version)
    WHERE m.kind IN ('commune', 'epci', 'departement', 'technology')
    GROUP BY m.article_id, m.kind, m.entity_key
),
towns AS (
    SELECT
        n.article_id,
        list(concat_ws(chr(31), n.code, coalesce(c.name, n.name)) ORDER BY n.code) AS values,
        list(c.departement) FILTER (c.departement IS NOT NULL) AS departements,
        list(c.epci_siren) FILTER (c.epci_siren IS NOT NULL) AS epcis
    FROM named n LEFT JOIN communes c ON c.insee = n.code
    WHERE n.kind = 'commune'
    GROUP BY n.article_id
),
areas AS (
    SELECT d.article_id, list(concat_ws(chr(31), d.code, t.name) ORDER BY d.code) AS values
    FROM (
        SELECT article_id, unnest(departements) AS code FROM towns
        UNION SELECT article_id, code FROM named WHERE kind = 'departement'
    ) d
    LEFT JOIN territories t ON t.kind = 'departement' AND t.code = d.code
    GROUP BY d.article_id
),
groups AS (
    SELECT d.article_id, list(concat_ws(chr(31), d.code, t.name) ORDER BY d.code) AS values
    FROM (
        SELECT article_id, unnest(epcis) AS code FROM towns
        UNION SELECT article_id, code FROM named WHERE kind = 'epci'
    ) d
    LEFT JOIN territories t ON t.kind = 'epci' AND t.code = d.code
    GROUP BY d.article_id
),
mayors AS (
    SELECT article_id, list(value ORDER BY value) AS values
    FROM (
        SELECT r.article_id, concat_ws(chr(31), r.person_key, min(r.name)) AS value
        FROM roles r SEMI JOIN docs USING (article_id, version)
        WHERE r.status IN ('current', 'former') AND NOT r.inferred
        GROUP BY r.article_id, r.person_key
    )
    GROUP BY article_id
),
tools AS (
    SELECT n.article_id, list(concat_ws(chr(31), n.code, coalesce(t.canonical, n.name)) ORDER BY n.code) AS values
    FROM named n LEFT JOIN technologies t ON t.technology_id = n.code
    WHERE n.kind = 'technology'
    GROUP BY n.article_id
),
themes AS (
    SELECT article_id, list(topic ORDER BY topic) AS values FROM article_topics SEMI JOIN docs USING (article_id)
    GROUP BY article_id
),
repeats AS (
    SELECT l.article_id, bool_or(other.source_id = a.source_id) AS own
    FROM article_links l
    JOIN docs a USING (article_id, version)
    JOIN articles other ON other.article_id = l.other_id
    WHERE l.kind <> 'round-up'
    GROUP BY l.article_id
),
texts_kept AS (
    SELECT article_id, t.text FROM texts.article_texts t SEMI JOIN docs USING (article_id, version) WHERE t.text <> ''
),
without AS (
    SELECT article_id, version FROM docs ANTI JOIN texts_kept USING (article_id)
),
cited AS (
    SELECT article_id, string_agg(DISTINCT evidence_text, chr(10) ORDER BY evidence_text) AS text
    FROM (
        SELECT article_id, version, evidence_text FROM roles
        UNION ALL SELECT article_id, version, evidence_text FROM quotes
        UNION ALL SELECT article_id, version, evidence_text FROM figures
        UNION ALL SELECT article_id, version, evidence_text FROM events
        UNION ALL SELECT article_id, version, evidence_text FROM initiative_history
    ) SEMI JOIN without USING (article_id, version)
    GROUP BY article_id
)
SELECT
    a.article_id,
    a.title,
    a.url,
    concat_ws(chr(10), a.summary, coalesce(k.text, cited.text)) AS text,
    a.published_at,
    a.published_day,
    a.relevant,
    concat_ws(chr(31), a.source_id, s.name) AS source,
    a.nature,
    CASE
        WHEN a.form = 'round-up' THEN 'round-up'
        WHEN repeats.own THEN 'copy'
        WHEN repeats.own IS NOT NULL THEN 'reprint'
        ELSE 'article'
    END AS counted_as,
    towns.values,
    groups.values,
    areas.values,
    mayors.values,
    tools.values,
    themes.values
FROM docs a
LEFT JOIN sources s USING (source_id)
LEFT JOIN texts_kept k USING (article_id)
LEFT JOIN cited USING (article_id)
LEFT JOIN repeats USING (article_id)
LEFT JOIN towns USING (article_id)
LEFT JOIN groups USING (article_id)
LEFT JOIN areas USING (article_id)
LEFT JOIN mayors USING (article_id)
LEFT JOIN tools USING (article_id)
LEFT JOIN themes USING (article_id);
