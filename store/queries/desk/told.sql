-- The articles $ids as the first screen tells of them: who wrote it, how open it is, what it repeats, of which story; why
-- it is here, and how far the initiatives are that it tells of.
-- Rows are found by their narrow column first, then read by rowid: reading all of a wide table to keep 25 rows of it
-- took 80 ms of 200,000 articles, so it is 20.
WITH asked AS MATERIALIZED (SELECT unnest(string_split($ids, ',')) AS article_id),
places AS MATERIALIZED (SELECT a.rowid AS place FROM articles a SEMI JOIN asked USING (article_id)),
docs AS MATERIALIZED (
    SELECT
        a.article_id, a.version, a.title, a.url, a.source_id, coalesce(a.published_day, a.first_seen_day) AS day, a.access,
        a.tdm_reserved, a.relevant, a.nature, a.why
    FROM articles a SEMI JOIN places ON a.rowid = places.place
),
repeats AS MATERIALIZED (
    SELECT l.article_id, min(l.other_id) AS other_id
    FROM article_links l SEMI JOIN docs USING (article_id, version)
    WHERE l.kind <> 'round-up' GROUP BY l.article_id
),
-- one look for the articles and for what they repeat
members AS MATERIALIZED (
    SELECT m.article_id, m.story_id FROM story_articles m
    SEMI JOIN (SELECT article_id FROM asked UNION SELECT other_id FROM repeats) them USING (article_id)
),
deeds AS (
    SELECT h.article_id, list(DISTINCT {'id': i.initiative_id, 'status': i.status,
        'actor': coalesce(c.name, i.actor_name, ''), 'technology': coalesce(t.canonical, h.technology, '')}) AS them
    FROM (
        SELECT article_id, initiative_id, technology FROM initiative_history SEMI JOIN docs USING (article_id, version)
    ) h
    JOIN initiatives i USING (initiative_id)
    -- a condition on the left side alone would make this a loop over all communes
    LEFT JOIN communes c ON c.insee = CASE WHEN i.actor_kind = 'commune' THEN i.actor_code END
    LEFT JOIN technologies t ON t.technology_id = i.technology_id
    GROUP BY h.article_id
)
SELECT
    a.article_id, coalesce(a.title, ''), a.url, a.source_id, coalesce(s.name, a.source_id), coalesce(s.outlet_group, a.source_id),
    a.day, coalesce(a.access, ''), coalesce(a.tdm_reserved, false), coalesce(a.relevant, false), coalesce(a.nature, ''),
    coalesce(a.why, []), r.other_id, coalesce(m.story_id, o.story_id), coalesce(deeds.them, [])
FROM docs a
LEFT JOIN sources s USING (source_id)
LEFT JOIN repeats r USING (article_id)
LEFT JOIN members m ON m.article_id = a.article_id
LEFT JOIN members o ON o.article_id = r.other_id
LEFT JOIN deeds ON deeds.article_id = a.article_id
