-- The technologies that a word ($asked) means, the surest first: by id, by an id that editors merged away, by name; then, not
-- meant but near (`sure` 0), some whose names are like it.
WITH known AS (
    SELECT
        t.technology_id, t.canonical,
        CASE
            WHEN t.technology_id = $asked THEN 4
            WHEN t.technology_id IN (SELECT r.new_id FROM redirects r WHERE r.kind = 'technology' AND r.old_id = $asked) THEN 3
            WHEN plain_name(t.canonical) = plain_name($asked) THEN 2
            WHEN list_contains([plain_name(one) FOR one IN coalesce(t.names, [])], plain_name($asked)) THEN 1
            ELSE 0
        END AS sure,
        jaro_winkler_similarity(plain_name(t.canonical), plain_name($asked)) AS alike
    FROM technologies t
)
SELECT technology_id, canonical, sure FROM known ORDER BY sure DESC, alike DESC, technology_id LIMIT 5
