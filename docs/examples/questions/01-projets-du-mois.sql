-- Quelles communes ont lancé ou abandonné un projet numérique ce mois-ci ?
-- Un projet est « lancé » quand un premier article le dit ; status_since est le jour où son état actuel a été dit.
SELECT
    CASE WHEN status = 'abandoned' THEN 'abandonné' ELSE 'lancé' END AS mouvement,
    departement,
    actor AS commune,
    technology AS technologie,
    status AS etat,
    status_since AS depuis,
    articles
FROM v_initiatives
WHERE actor_kind = 'commune'
  AND (first_seen BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
       OR status = 'abandoned' AND status_since BETWEEN DATE '2026-11-01' AND DATE '2026-11-30')
ORDER BY mouvement, departement, commune, technologie
LIMIT 50
