-- Who supplies a technology ($id): suppliers by the number of initiatives, each with the last sentence that names it,
-- at most $most.
WITH told AS (
    SELECT h.initiative_id, h.supplier, h.day, h.article_id, if(a.closed, '', h.evidence_text) AS evidence_text
    FROM (FROM initiative_history WHERE supplier <> '') h
    JOIN (FROM initiatives WHERE technology_id = $id) USING (initiative_id)
    JOIN memory.main.desk_articles a ON a.key = ('0x' || h.article_id)::UBIGINT AND a.version = h.version
)
SELECT
    t.supplier,
    count(DISTINCT t.initiative_id) AS initiatives,
    arg_max(t.evidence_text, (contains(lower(t.evidence_text), lower(t.supplier)), t.day, t.article_id)) AS evidence_text,
    arg_max(t.article_id, (contains(lower(t.evidence_text), lower(t.supplier)), t.day, t.article_id)) AS article_id,
    max(t.day) AS day
FROM told t
GROUP BY t.supplier
ORDER BY initiatives DESC, day DESC, t.supplier
LIMIT $most;
