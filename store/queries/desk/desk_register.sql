-- The register as a table, a line an initiative: what v_initiatives says, worked out for all at once instead of one by one,
-- once a snapshot, and kept in memory beside it. Needs desk_articles. Names are also kept plain, to be searched. The
-- sentence of a closed article is left out, here and everywhere below.
CREATE TABLE IF NOT EXISTS memory.main.desk_register AS
WITH told AS (
    SELECT
        h.initiative_id, h.article_id, h.version, h.status, h.day,
        if(a.closed, '', h.evidence_text) AS evidence_text, h.evidence_start, h.confidence,
        a.source_id, a.outlet, a.title, a.day AS article_day, a.counted_as = 'article' AS own, i.status AS reached,
        list_transform(h.amounts, lambda span: span.words) AS amounts
    FROM initiative_history h
    JOIN initiatives i USING (initiative_id)
    JOIN memory.main.desk_articles a USING (article_id, version)
),
-- the last day on which it was said to be anything else: what proves its status is told since
turned AS (SELECT initiative_id, max(day) FILTER (status <> reached) AS day FROM told GROUP BY initiative_id),
gathered AS (
    SELECT
        t.initiative_id,
        -- neither reprints nor round-ups, unless there is nothing else
        greatest(count(DISTINCT t.article_id) FILTER (t.own), 1) AS articles,
        count(DISTINCT t.source_id) AS outlets,
        max(t.confidence) AS confidence,
        list_sort(list_distinct(flatten(list(t.amounts)))) AS amounts,
        min(t.day) FILTER (t.status = t.reached AND t.day >= coalesce(u.day, t.day)) AS status_since,
        arg_max(
            {
                'evidence_text': t.evidence_text, 'title': t.title, 'article_id': t.article_id, 'outlet': t.outlet,
                'day': t.article_day
            },
            (t.own AND t.day >= coalesce(u.day, t.day), t.day, t.confidence, t.article_id, t.evidence_start)
        ) FILTER (t.status = t.reached) AS witness
    FROM told t JOIN turned u USING (initiative_id)
    GROUP BY t.initiative_id
)
SELECT
    i.initiative_id,
    coalesce(i.actor_kind, '') AS actor_kind,
    coalesce(i.actor_code, '') AS actor_code,
    coalesce(c.name, p.name, i.actor_name, '') AS actor,
    coalesce(c.departement, CASE WHEN i.actor_kind = 'departement' THEN i.actor_code END, '') AS departement,
    coalesce(i.technology_id, '') AS technology_id,
    coalesce(t.canonical, i.technology_id, '') AS technology,
    coalesce(i.use_case, '') AS use_case,
    coalesce(i.category, '') AS category,
    coalesce(i.status, '') AS status,
    g.status_since,
    coalesce(i.supplier, '') AS supplier,
    i.first_seen,
    i.last_seen,
    g.articles,
    g.outlets,
    g.confidence,
    coalesce(g.amounts, []) AS amounts,
    coalesce(g.witness.evidence_text, '') AS evidence_text,
    coalesce(g.witness.title, '') AS title,
    coalesce(g.witness.article_id, '') AS article_id,
    coalesce(g.witness.outlet, '') AS outlet,
    g.witness.day AS day,
    plain_name(coalesce(c.name, p.name, i.actor_name, '')) AS actor_words,
    plain_name(coalesce(t.canonical, i.technology_id, '')) AS technology_words,
    plain_name(coalesce(i.supplier, '')) AS supplier_words,
    plain_name(concat_ws(' ', coalesce(c.name, p.name, i.actor_name), coalesce(t.canonical, i.technology_id), i.use_case, i.supplier)) AS words
FROM initiatives i
JOIN gathered g USING (initiative_id)
LEFT JOIN communes c ON c.insee = CASE WHEN i.actor_kind = 'commune' THEN i.actor_code END
LEFT JOIN territories p ON p.kind = i.actor_kind AND p.code = i.actor_code
LEFT JOIN technologies t ON t.technology_id = i.technology_id;
