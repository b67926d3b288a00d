-- The articles $ids as the API shows them, the columns of v_articles: nothing of a text but the beginning of its
-- standfirst, which the reader cuts; not even that where the publisher reserves what was read in full. Each list is made
-- of the rows of these articles alone: through the view, all 200,000 are gone through (five times the time).
WITH docs AS MATERIALIZED (FROM articles WHERE list_contains($ids::VARCHAR[], article_id)),
towns AS (
    SELECT
        m.article_id,
        list(coalesce(c.name, m.name) ORDER BY m.first_at, m.insee) AS communes,
        list(m.insee ORDER BY m.first_at, m.insee) AS insees
    FROM (FROM article_communes SEMI JOIN docs USING (article_id)) m LEFT JOIN communes c USING (insee)
    GROUP BY m.article_id
),
named AS (
    SELECT r.article_id, list(DISTINCT r.name ORDER BY r.name) AS mayors
    FROM roles r SEMI JOIN docs USING (article_id, version)
    WHERE r.status IN ('current', 'former') AND NOT r.inferred
    GROUP BY r.article_id
),
tools AS (
    SELECT m.article_id, list(coalesce(t.canonical, m.name) ORDER BY m.first_at, m.technology_id) AS technologies
    FROM (FROM article_technologies SEMI JOIN docs USING (article_id)) m LEFT JOIN technologies t USING (technology_id)
    GROUP BY m.article_id
),
themes AS (
    SELECT article_id, list(topic ORDER BY topic) AS topics FROM article_topics SEMI JOIN docs USING (article_id)
    GROUP BY article_id
),
repeats AS (
    SELECT l.article_id, CASE WHEN bool_or(other.source_id = a.source_id) THEN 'copy' ELSE 'reprint' END AS counted_as
    FROM (FROM article_links SEMI JOIN docs USING (article_id, version)) l
    JOIN docs a USING (article_id)
    JOIN articles other ON other.article_id = l.other_id
    WHERE l.kind <> 'round-up' AND a.form IS DISTINCT FROM 'round-up'
    GROUP BY l.article_id
)
SELECT
    a.article_id, a.version, a.title, a.url, a.source_id, s.name AS source, s.outlet_group, a.authors, a.published_at,
    a.published_day, a.access, a.basis,
    CASE WHEN a.form = 'round-up' THEN 'round-up' ELSE coalesce(repeats.counted_as, 'article') END AS counted_as,
    a.relevant, a.nature, coalesce(topics, []) AS topics, coalesce(communes, []) AS communes, coalesce(insees, []) AS insees,
    coalesce(mayors, []) AS mayors, coalesce(technologies, []) AS technologies,
    CASE WHEN a.article_id NOT IN (SELECT article_id FROM memory.main.desk_articles WHERE closed) THEN a.summary END AS extract,
    a.first_seen_at
FROM docs a
LEFT JOIN sources s USING (source_id)
LEFT JOIN towns USING (article_id)
LEFT JOIN named USING (article_id)
LEFT JOIN tools USING (article_id)
LEFT JOIN themes USING (article_id)
LEFT JOIN repeats USING (article_id);
