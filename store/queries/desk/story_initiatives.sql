-- The initiatives that the articles of a story ($story) tell of.
WITH told AS (
    SELECT DISTINCT h.initiative_id
    FROM (FROM story_articles WHERE story_id = $story) m
    JOIN articles a USING (article_id)
    JOIN initiative_history h ON h.article_id = a.article_id AND h.version = a.version
)
SELECT
    i.initiative_id, coalesce(c.name, i.actor_name, '') AS actor, coalesce(t.canonical, i.technology_id, '') AS technology,
    coalesce(i.use_case, '') AS use_case, i.status, i.supplier
FROM (FROM initiatives SEMI JOIN told USING (initiative_id)) i
LEFT JOIN communes c ON c.insee = CASE WHEN i.actor_kind = 'commune' THEN i.actor_code END
LEFT JOIN technologies t USING (technology_id)
ORDER BY actor, technology, i.initiative_id
LIMIT 60
