-- Le Finistère : qu’a-t-on pu lire des titres qui le desservent, et combien d’articles en parlent ?
-- Sans les dénominateurs, un département sans article ressemble à un département sans projet.
WITH serving AS (SELECT source_id, name FROM sources WHERE list_contains(departements, '29')),
ledger AS (
    SELECT
        source_id,
        sum(expected) AS annoncees,
        sum(collected) AS collectees,
        sum(readable) AS lues,
        sum(excerpts) AS extraits,
        sum(reserved) AS reservees,
        sum(failed) AS en_echec,
        count(*) FILTER (outage) AS semaines_muettes
    FROM v_coverage SEMI JOIN serving USING (source_id) GROUP BY source_id
),
about AS (
    SELECT a.source_id, count(DISTINCT a.article_id) AS articles_sur_le_departement
    FROM articles a JOIN v_article_communes c USING (article_id)
    WHERE c.departement = '29' GROUP BY a.source_id
)
SELECT
    serving.name AS titre,
    ledger.* EXCLUDE (source_id),
    coalesce(about.articles_sur_le_departement, 0) AS articles_sur_le_departement
FROM serving
LEFT JOIN ledger USING (source_id)
LEFT JOIN about USING (source_id)
ORDER BY titre
