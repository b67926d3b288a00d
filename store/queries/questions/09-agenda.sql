-- Quels rendez-vous dans les semaines qui viennent, en Ardèche et ailleurs en Auvergne-Rhône-Alpes ?
-- Un rendez-vous annulé ou reporté sans date n’est plus dans la liste ; coming suit le jour où l’on pose la question.
SELECT
    a.start_day AS jour,
    a.name AS rendez_vous,
    a.place AS lieu,
    a.departement,
    a.outlets AS titres,
    a.confidence,
    a.evidence_text,
    a.url
FROM v_agenda a
JOIN communes c USING (insee)
WHERE c.region = '84'
  AND a.state = 'scheduled'
  AND a.end_day BETWEEN DATE '2026-11-23' AND DATE '2027-01-31'
ORDER BY jour, rendez_vous, lieu
LIMIT 50
