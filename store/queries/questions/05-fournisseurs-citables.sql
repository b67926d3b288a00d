-- Quels fournisseurs équipent des collectivités, à ne retenir que ce qui peut être cité ?
-- confidence >= 0.7 : en dessous, relire la phrase (evidence_text) avant d’écrire un nom. Pour chaque fournisseur, celle
-- de l’initiative la moins sûre ; elle dit l’état, et le nom peut être ailleurs dans l’article (url).
SELECT
    supplier AS fournisseur,
    count(*) AS initiatives,
    count(DISTINCT actor_code) AS collectivites,
    count(*) FILTER (status = 'deployed') AS deployees,
    count(*) FILTER (status = 'abandoned') AS abandonnees,
    list(DISTINCT actor ORDER BY actor)[:3] AS exemples,
    min(confidence) AS confidence,
    arg_min(evidence_text, (confidence, initiative_id)) AS evidence_text,
    arg_min(url, (confidence, initiative_id)) AS url
FROM v_initiatives
WHERE supplier IS NOT NULL AND confidence >= 0.7
GROUP BY supplier
ORDER BY collectivites DESC, fournisseur
LIMIT 20
