-- Of an initiative ($initiative) the articles that say where it is now, with those of its articles that repeat them: all
-- that must say a status for the register to say it (queries/initiatives.sql takes the last day's word). What others said
-- of it before stays as it was said.
WITH RECURSIVE told AS (
    SELECT h.article_id, h.day, h.status, a.title
    FROM initiative_history h JOIN articles a USING (article_id, version)
    WHERE h.initiative_id = $initiative
),
present AS (SELECT status FROM initiatives WHERE initiative_id = $initiative),
-- since when nothing else was said
turned AS (SELECT max(day) AS day FROM told WHERE status <> (FROM present)),
linked AS (
    SELECT unnest([l.article_id, l.other_id]) AS one, unnest([l.other_id, l.article_id]) AS other
    FROM article_links l JOIN articles USING (article_id, version) WHERE l.kind <> 'round-up'
),
repeated AS (
    SELECT DISTINCT article_id FROM told WHERE day = (SELECT max(day) FROM told)
    UNION
    SELECT l.other FROM repeated r JOIN linked l ON l.one = r.article_id
)
SELECT article_id, any_value(title) FROM told
WHERE day = (SELECT max(day) FROM told)
   OR (status = (FROM present) AND article_id IN (FROM repeated) AND day >= coalesce((SELECT day FROM turned), day))
GROUP BY article_id
ORDER BY max(day), article_id
