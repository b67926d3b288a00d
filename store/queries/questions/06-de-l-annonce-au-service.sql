-- Combien de jours entre la première annonce d’une initiative et sa mise en service, selon la technologie ?
-- Une initiative déjà en service au premier article n’a pas de délai : elle est comptée à part.
WITH told AS (
    SELECT h.initiative_id, h.technology_id, h.status, h.day
    FROM initiative_history h JOIN articles a USING (article_id, version)
),
lives AS (
    SELECT
        initiative_id,
        any_value(technology_id) AS technology_id,
        min(day) AS first_seen,
        min(day) FILTER (status = 'deployed') AS deployed
    FROM told GROUP BY initiative_id
)
SELECT
    coalesce(t.canonical, l.technology_id) AS technologie,
    count(*) AS initiatives,
    count(*) FILTER (deployed > first_seen) AS suivies_jusqu_au_service,
    median(deployed - first_seen) FILTER (deployed > first_seen) AS jours_medians,
    count(*) FILTER (deployed = first_seen) AS en_service_d_emblee
FROM lives l LEFT JOIN technologies t USING (technology_id)
GROUP BY technologie
ORDER BY initiatives DESC, technologie
LIMIT 15
