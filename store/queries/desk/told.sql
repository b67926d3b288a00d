-- The articles $ids as the first screen tells of them: who wrote it, how open it is, what it repeats, of which story; why
-- it is here; the first town and technology that it names, and how far the initiatives are that it tells of.
WITH docs AS MATERIALIZED (
    SELECT a.* FROM articles a SEMI JOIN (SELECT unnest($ids::VARCHAR[]) AS article_id) USING (article_id)
),
repeats AS (
    SELECT l.article_id, min(l.other_id) AS other_id
    FROM article_links l SEMI JOIN docs USING (article_id, version)
    WHERE l.kind <> 'round-up' GROUP BY l.article_id
),
towns AS (
    SELECT article_id, arg_min({'code': insee, 'name': coalesce(name, insee)}, first_at) AS first
    FROM article_communes SEMI JOIN docs USING (article_id) GROUP BY article_id
),
tools AS (
    SELECT article_id, arg_min({'code': technology_id, 'name': coalesce(name, technology_id)}, first_at) AS first
    FROM article_technologies SEMI JOIN docs USING (article_id) GROUP BY article_id
),
deeds AS (
    SELECT h.article_id, list(DISTINCT {'id': i.initiative_id, 'status': i.status,
        'actor': coalesce(c.name, i.actor_name, ''), 'technology': coalesce(t.canonical, h.technology, '')}) AS them
    FROM (FROM initiative_history SEMI JOIN docs USING (article_id, version)) h
    JOIN initiatives i USING (initiative_id)
    -- a condition on the left side alone would make this a loop over all communes
    LEFT JOIN communes c ON c.insee = CASE WHEN i.actor_kind = 'commune' THEN i.actor_code END
    LEFT JOIN technologies t ON t.technology_id = i.technology_id
    GROUP BY h.article_id
)
SELECT
    a.article_id, coalesce(a.title, ''), a.url, a.source_id, coalesce(s.name, a.source_id), coalesce(s.outlet_group, a.source_id),
    coalesce(a.published_day, a.first_seen_day), a.first_seen_at, coalesce(a.access, ''), coalesce(a.tdm_reserved, false),
    coalesce(a.relevant, false), coalesce(a.nature, ''), coalesce(a.why, []), r.other_id,
    coalesce(m.story_id, o.story_id), towns.first, tools.first, coalesce(deeds.them, []), coalesce(a.summary, '')
FROM docs a
LEFT JOIN sources s USING (source_id)
LEFT JOIN repeats r USING (article_id)
LEFT JOIN story_articles m ON m.article_id = a.article_id
LEFT JOIN story_articles o ON o.article_id = r.other_id
LEFT JOIN towns ON towns.article_id = a.article_id
LEFT JOIN tools ON tools.article_id = a.article_id
LEFT JOIN deeds ON deeds.article_id = a.article_id
