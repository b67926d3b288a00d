-- Quels titres n’est-on qu’à moitié à lire ? Part des articles connus par leur titre ou un extrait.
-- Un titre payant paraît moins citer de maires parce qu’on en lit moins : comparer à texte égal (basis = 'full').
SELECT
    s.name AS titre,
    count(*) AS articles,
    count(*) FILTER (a.basis <> 'full') AS extraits,
    round(count(*) FILTER (a.basis <> 'full') / count(*), 3) AS part_d_extraits,
    round(avg(a.word_count)) AS mots_en_moyenne,
    count(*) FILTER (a.relevant) AS pertinents
FROM articles a
JOIN sources s USING (source_id)
GROUP BY s.name
ORDER BY part_d_extraits DESC, titre
LIMIT 150
