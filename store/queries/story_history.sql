-- What grouping knows of the articles of the days $first to $last (Europe/Paris) that are in a story, or could be:
-- current version, passed by the gate, no round-up; those that are for us, or of a nature that editors follow
-- ($natures), can found one (nlp/stories/admission.py says the same of new ones). Where there is no trace by $scheme,
-- what it is made of comes instead; texts may be gone: title and mentions stay.
WITH told AS (
    SELECT
        a.*, coalesce(a.published_day, a.first_seen_day) AS day, m.story_id,
        coalesce(a.relevant, false) OR coalesce(a.nature IN (SELECT unnest($natures::VARCHAR[])), false) AS founds
    FROM articles a LEFT JOIN story_articles m USING (article_id)
    WHERE coalesce(a.published_day, a.first_seen_day) BETWEEN $first AND $last
      AND a.model IS NOT NULL AND a.form IS DISTINCT FROM 'round-up'
      AND (m.story_id IS NOT NULL OR a.gate = 'passed')
),
traced AS (
    SELECT t.* FROM texts.story_traces t SEMI JOIN told USING (article_id, version) WHERE t.scheme = $scheme
),
named AS (
    SELECT
        article_id, version,
        list({'kind': kind, 'key': entity_key, 'name': name, 'surface': surface, 'start': start_at, 'end': end_at}
             ORDER BY start_at, end_at, kind, entity_key) AS mentions
    FROM mentions
    SEMI JOIN (FROM told ANTI JOIN traced USING (article_id, version)) USING (article_id, version)
    WHERE kind IN ('commune', 'epci', 'departement', 'region', 'person', 'technology')
    GROUP BY ALL
)
SELECT
    told.article_id, told.version, told.day, told.founds, told.story_id,
    traced.places, traced.people, traced.terms, traced.weights,
    told.title,
    CASE WHEN traced.terms IS NULL THEN array_to_string(
        list_filter([told.title, told.summary, t.text], lambda part : part <> ''), chr(10) || chr(10)
    ) END AS body,
    coalesce(named.mentions, []) AS mentions
FROM told
LEFT JOIN traced USING (article_id, version)
LEFT JOIN texts.article_texts t ON t.article_id = told.article_id AND t.version = told.version AND traced.terms IS NULL
LEFT JOIN named ON named.article_id = told.article_id AND named.version = told.version
ORDER BY told.day, told.article_id
