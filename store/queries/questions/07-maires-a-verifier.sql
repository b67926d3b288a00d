-- Quels maires cités le registre des mandats ne confirme-t-il pas au jour de l’article ?
-- contradicted : un autre mandat est attesté ce jour-là ; unknown : le registre ne sait pas. À vérifier avant d’imprimer.
SELECT
    m.register AS registre,
    m.published_day AS jour,
    m.person AS personne,
    m.status AS qualite,
    m.commune,
    m.departement,
    m.source AS titre,
    m.confidence,
    m.evidence_text,
    m.url
FROM v_mayors m
WHERE m.register IN ('contradicted', 'unknown')
  AND m.published_day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
  AND m.counted_as = 'article'
ORDER BY registre, jour DESC, commune, personne, m.url, evidence_text
LIMIT 50
