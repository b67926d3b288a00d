-- A technology by its id ($id), with the broader one that it is a kind of, and those that are kinds of it.
SELECT
    t.technology_id,
    t.canonical,
    coalesce(t.category, '') AS category,
    coalesce(t.parent, '') AS parent,
    coalesce(p.canonical, '') AS parent_name,
    coalesce(t.wikidata, '') AS wikidata,
    coalesce(t.status, '') AS status,
    coalesce(t.names, []) AS names,
    (
        SELECT coalesce(list((k.technology_id, k.canonical) ORDER BY k.canonical), [])
        FROM technologies k WHERE k.parent = $id
    ) AS kinds
FROM (FROM technologies WHERE technology_id = $id) t
LEFT JOIN technologies p ON p.technology_id = t.parent;
