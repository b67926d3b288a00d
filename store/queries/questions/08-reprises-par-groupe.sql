-- Quelle part de ce que publie chaque groupe de presse est d’ailleurs ?
-- article : texte à lui ; reprint : texte d’un autre titre ; copy : le même texte à une autre adresse du même titre.
SELECT
    coalesce(s.outlet_group, a.source_id) AS groupe,
    count(DISTINCT a.source_id) AS titres,
    count(*) AS pages,
    count(*) FILTER (r.counted_as IS NULL) AS originaux,
    count(*) FILTER (r.counted_as = 'reprint') AS reprises,
    count(*) FILTER (r.counted_as = 'copy') AS doubles,
    round(count(*) FILTER (r.counted_as = 'reprint') / count(*), 3) AS part_reprise
FROM articles a
LEFT JOIN sources s USING (source_id)
LEFT JOIN v_article_repeats r USING (article_id)
GROUP BY groupe
ORDER BY pages DESC, groupe
LIMIT 30
