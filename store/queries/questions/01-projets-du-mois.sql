-- Quelles communes ont lancé ou abandonné un projet numérique ce mois-ci ?
-- status_since est le jour où son état actuel a été dit. « Trouvé en service » : il l’était au premier article, depuis la
-- veille ou depuis des années, sa phrase le dit peut-être. Sous 0,7 de confiance, la relire d’abord.
SELECT
    CASE
        WHEN status = 'abandoned' THEN 'abandonné'
        WHEN first_status = 'deployed' THEN 'trouvé en service'
        ELSE 'lancé'
    END AS mouvement,
    departement,
    actor AS commune,
    technology AS technologie,
    status,
    status_since,
    articles,
    confidence,
    evidence_text,
    url
FROM v_initiatives
WHERE actor_kind = 'commune'
  -- vrai de tous les mouvements du mois, et su sans rassembler les articles : le reste est écarté d’abord
  AND first_seen <= DATE '2026-11-30' AND last_seen >= DATE '2026-11-01'
  AND (first_seen BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
       OR status = 'abandoned' AND status_since BETWEEN DATE '2026-11-01' AND DATE '2026-11-30')
ORDER BY mouvement, departement, commune, technologie, initiative_id
LIMIT 50
